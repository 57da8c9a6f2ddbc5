"""What the installer's sheet tells the crew, one sentence or two per thing to do; {braces} are filled in.

The order and the content are those of the maker's quick guide, the words are not. Sentences that end in
MOULDED are for families whose connectors cannot be opened, those that end in WIRED for the others.
"""

from designer.leg_words import IN_BRACKETS

ORDER = "Work in the order of the steps. Steps 1 and 2 may change places; nothing is energised before step 6."
COMPARE = "Compare module sizes, rail positions and rafters on the roof with this plan before marking out."
SHARED = (
    "{surface}, {rows}: set the rails {clear} apart, face to face, with a jig. Every module lies on "
    "two of them with its edges; a clamp between two rows holds the modules of both."
)
EARTH_WIRED = "{family}: the cable carries an earth wire, and that earths the inverters."
EARTH_EXTERNAL = "Where external grounding is required as well: {part}, each cleat screw {torque}."
EARTH_MOULDED = "{family}: earth inverters and rails as the maker's instructions ask for."
TOOLS = "{family}: have at hand {tools}."

MARK = "Mark all positions on the rails before anything is screwed on. No. 1 is at the far end of the branch."
HANG_WIRED = (
    "{model}: set {screws} {screw} per inverter in the rail, hang the bracket on them with the "
    "silver cover facing the module, and tighten to {torque}, no more."
)
HANG_MOULDED = (
    "{model}: fix each inverter with {screws} {screw}, the way up that its maker shows, and "
    "tighten to {torque}, no more."
)
CLEARANCE = (
    "Leave at least {clearance} free all round each enclosure. Inverters and DC connectors stay "
    "under the modules, out of sun, rain and snow."
)
HANDLE_WIRED = "Carry and turn an inverter by its handle; its AC cable takes no pull."
HANDLE_MOULDED = "Never carry an inverter by its cables."
GROUND = (
    "Only where external grounding is required: bond the bracket to the rail ({part}), each cleat screw "
    "{torque}."
)

CUT_WIRED = (
    "Take each trunk run out of the reel: open its outer connectors, release the length of cable that "
    "leads on and put that back to stock."
)
OPEN_WIRED = (
    "To open a connector, release its upper cover with the {unlock}, loosen the three screws, unscrew "
    "the cap and draw the cable out."
)
END_WIRED = (
    "Far end, at {inverter}: put the {cap} into the open port, screw the port's cap back on{torque} and "
    "snap the upper cover shut."
)
LOCK_WIRED = (
    "Locking screws of the connectors{torque}. Spare the sealing ring each time a connector is opened "
    "or closed."
)
LINK_WIRED = (
    "Between two runs: strip {pieces} by {stripping} at either end and wire it into the connectors "
    "that face each other, {wires}, as at the feed side."
)
FEED_WIRED = (
    "Feed side: take out the cable left in the port, if any. Strip {pieces} by {stripping}, push "
    "it through the cap, put {wires} and tighten the screws; screw the cap "
    "on{torque} and snap the upper cover shut."
)
CUT_MOULDED = (
    "Cut the trunk runs from the reel midway between two connectors. The connectors are moulded on and "
    "are never opened."
)
END_MOULDED = "Far end, at {inverter}: close the cable ({cap}). It closes once and for all."
LINK_MOULDED = (
    "Join runs and link pieces ({splice}). A link is measured from connector to connector: first cut back "
    "what stands over at the ends of both runs, as far as the splice allows."
)
FEED_MOULDED = (
    "Feed side: cut back what stands over behind the last connector, from which the end cable is measured, "
    "and join {pieces} to the trunk ({splice}), each wire to its like."
)
LAY = (
    "Lay the trunk along the rail with every connector within reach of its inverter, and fix it "
    "({tie}). Slack is tied up under the modules."
)
WATER = "Keep connectors out of valleys, gutters and any other place where water runs."

PLUG = "Push the plug of every inverter into its drop until it clicks. Drop → inverter: {pairs}."
NO_CAP = "Every drop of this branch is in use; none needs a cap."
CAP = "Close the vacant drops ({cap}): drop {drops}. An open drop is live and lets water in."
BOX = "Lead the end cable into {kind} {box} and connect it there. All breakers stay off."
UNPLUG_WIRED = "A plug comes out only with the {tool}, pushed into the side of the plug."
UNPLUG_MOULDED = "A plug comes out only with the {tool}."

PEEL = (
    "Before a module covers an inverter, peel off its removable serial label and stick it on that "
    "inverter's cell of the installation map."
)
KNOWN = "Compare with the serial numbers already entered: {serials}."
MISSING = "Still without a serial number: {inverters}."

CONNECT = (
    "Lay each module over its inverter and plug its DC leads into the input named here: the monitoring "
    "shows modules by serial number and input."
)
EXTEND = "Lengthen the leads of {modules} ({part})."
UNUSED = "Close the unused DC inputs ({part}): {inputs}."
TIE_LEADS = "Tie up the leads so that none hangs on the roof."

LEGS = (
    "Branches {branches} are the legs of circuit {circuit} and share its breaker, which stays off until both "
    "are finished."
)
BREAKER = "Switch on the AC breaker of {whose} ({ocpd_a} A{phase})."
MAIN = "Switch on the main AC breaker of the building. The inverters feed in after about two minutes."

OF_CIRCUIT = f"Units and current are those of the circuit, {IN_BRACKETS}."

DTU = (
    "Mount the DTU{serials} and connect it by its own guide. Its serial number belongs on the "
    "installation map."
)
ENTER = (
    "Enter the {count} inverters with their serial numbers in the monitoring, and place the modules by "
    "inverter and DC input as the installation map shows."
)
HAND_OVER = "Check that every inverter reports; then hand over the filled-in map and this sheet."
