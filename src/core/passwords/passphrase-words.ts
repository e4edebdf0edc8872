// The words that suggested passphrases are drawn from. Only the server loads them.

/**
 * 2,843 plain English words of four to seven letters, all different: easy to spell and to say, unlikely to hurt anybody, none
 * containing a common password. Each drawn at random adds 11.4 bits.
 */
export const passphraseWords = (): readonly string[] => words.split(/\s+/)

const words = `abbey able about above absent absorb absurd academy accent accept acorn acrobat across acting action active actor
actual acute adapt address adjust admire admit adopt adult advance advice aerial affair affect after again agency
agenda agile agree ahead airport airy aisle alarm album alcove alert algae alike alive alley allow almost aloft aloud
alpaca alpine also altar alter alumni amaze amount ample amuse anagram analog anchor ancient anew angle animal anise
ankle annual answer anthem antique antler anvil anybody anyone apart apiary appeal appear apply approve apricot apron
aquatic arbor arcade arch arctic area arena argue arise armor around arrange array arrive arrow artist arugula ascend
ascent ashen ashore aside asked aspect aspen asset assign assist assume assure atlas atom attach attempt attend attic
attract auburn aurora avenue avid avoid awake award aware away awning axis axle azure babble badge badger bagel
baggage balance balcony ballad ballet balloon ballot balsam bamboo bandana banjo banquet bargain barge barista barley
barn barrel barrier basalt basil basin basket bassoon batch bathe bathtub baton battery bayou beacon beads beam bean
beanbag beanie beaver because become bedside beech beehive beetle before begin begonia behave behind beige belfry
believe bellboy bellow belong below belt bench benefit benign beret berry beside bespoke better between beyond bicycle
bighorn billow binder birch biscuit bison bistro blanket blaze blend blimp blink bloom blouse bluff blunt blush board
boast bobbin bobcat bobsled body boiler bold bolster bonus bookend boombox border borough borrow botany bottle boulder
bounce bounty bouquet bowl bowtie boxcar bracket braid bramble branch brass brave bravery bread breadth break breath
breeze brick bricks bridge brief brigade bright brim bring brisk bristle broad bronze brook broom broth brunch brush
bubble bucket buckle budget buffalo buffet bugle build bulb bumper bunker bunting buoy bureau burlap burrito burrow
bushel busker busy button buyer buzz bygone cabaret cabbage cabin cabinet cable caboose cactus cadence cadet cafe cage
calcium calico calm calmly calypso camera campus canal canary candid candle candor canoe canopy canteen canter canvas
canyon capable cape capital capsule caption carafe caramel caravan caravel caraway cargo caribou carpet carton cartoon
carve cascade castle casual catalog catch cattle cause caution cave cavern cedar ceiling celery cellar cellist cello
celsius cement census center century ceramic cereal certain chain chalet chalk chance change chapel chapter chariot
charm chart charter cheap check cheddar cheek cheer chef chemist cherish chess chicory chief chili chimney chin chisel
chive choice choir choose chord chorus chowder chrome chuckle chutney cider cinder cinema circle circuit circus
citadel citizen citrus city civic civil claim clam clan clap clarify classic clause clay clean clear clever cliff
climate climb clip cloak clock cloth cloud cluster coach coast coastal coat cobalt cobble cobbler coil coin collage
collar collect collie colony color column comb comedy comet comfort comic comma common compact compose comrade concert
conch condor cone confirm conifer connect consul contact contain content contour convert convex convoy cook cool
copper coral cordial core cork corn corner correct cosmic cottage couch cougar council count country county couple
courage courier course court cousin cover cowbell coyote cozy cradle craft crane crater crayon cream create creek
crepe crest crew crimson crisp critic crochet crocus crop croquet crouton crowd crown crunch crust cube cubic cuckoo
cuddle cuff culture cumin cupcake curb cure curious curl currant current curry curtain curve cushion custom cutlery
cutlet cycle cyclone cymbal cypress dabble dahlia daily dairy damask dapper daring darn dash data date dawn dazzle
deal debate debut decade decent decide decimal deck decline decor decoy deer define deft degree delight deliver deluxe
demand denim dense dentist depart depend depth deputy derby desert design desk dessert detail detour develop device
dewdrop dexter diagram dial dialog diary dictate diesel differ digest dill dimmer dimple diner dinghy dingo dinner
diploma direct dish display distant diver diverse divide dizzy docile dock dogwood dollop dome domino donate donkey
donut doorway dormant dotted double dough dove dozen draft dragnet drama drape draw drawer drawing dream dress dresser
drift drink drive drizzle droplet drum dryer duet dugout dulcet dune duplex during dusk dust dustpan duty duvet dwell
dynamo eager earbud early earmuff earn earnest earring earth earthen earthy easel easily east echo eclair eclipse
ecology edge edible edit editor educate effort eggnog eight eighty either elapse elastic elbow elder eldest elect
elegant element elevate eleven elite elope embark ember emblem embrace emerald emerge emotion employ empty enable
enact enamel enchant encore ending endive endless endorse endure engage engine engrave enhance enigma enjoy enlist
enough ensure enter entire entry epic episode epoch equal equator equinox equip erase ermine errand essay estuary
etching eternal ether ethics evade even evening event ever every evident evoke evolve exact excel except excite exhale
exhibit exit exotic expand expect expert explain explode explore export express extend extra eyebrow eyelid fable
fabric facade facet factor factory fade faint fair fairway fairy falafel fallow fancy fanfare fantail farm farmer
fashion fasten fathom faucet fault fauna favor feast feather feature fedora feel feline fellow fence fender fennel
fern ferret ferry fertile fetch fiber fiction fiddle fiddler field fiesta fifteen fifth fifty figment figure filbert
film filter final finance finch find finesse finger finish fjord flag flair flake flame flap flash flask flat flavor
flax fleece fleet flicker flight flint flip flipper float flock floor flour fluent fluff fluid flute flutter flyover
foam focal focus foggy fold folder foliage follow fondue font food foot forage forearm forge fork form formal former
formula fort fortune forty forward fossil foster fourth foyer fragile frame freckle freezer freight fresco fresh
freshen fridge frigate fringe frog frolic front frost frosty frozen fruit fudge fuel full funfair funnel furlong
furnace furrow future fuzzy gable gadfly gadget galaxy gallant gallery gallop game gangway garage gargle garland
garlic garment garnet gasket gate gateway gather gauge gazebo gazelle gazette gear gearbox gecko gelato genial genie
genius genre gentle genuine geode geology geyser gherkin giant gift giggle gingham giraffe give glacier glad glade
glance glass glaze gleam gleeful glide glider glimmer glimpse glisten glitter globe glossy glow glue gnome goal goat
goblet goblin goggles gondola good goose gopher gosling gourd govern gown grade grain grammar granite granola grape
graph grasp grass gravel gravity grazing great gremlin grid griddle grill grin grip grocer grommet groom groove ground
group grouse grove growth guard guess guide guild gulf gully gumball gumdrop gumtree gust gutter gymnast gypsum habit
habitat haddock haiku hail hair half halfway halibut halt hammer hammock hamper hand handbag handle hangar harbor
hardly harmony harness harp harvest hasty hatbox hatch haven hazel health heap heart hearth heath heavy hedge height
helium helmet help helpful hemlock herald herb herbal herd hermit herring hiccup hickory hidden high hike hiker hinge
hippo history hobby hoedown hoist hold hollow holly honest honor hoop hopeful horizon hostel hotel hour hover hubcap
huddle huge human humble humid hummus humor hunger hurdler hurry husky hybrid hydrant hymn iceberg icing iconic idea
ideal idiom idle igloo ignite iguana image imagine immense impact imply import impress imprint improve impulse inch
include income indeed index indigo indoor inform inhale initial inkling inkwell inlet inner input insect inside
insight inspire install instead intact intend intent invent invest invite inward ironing isotope ivory jade jagged
jangle jargon jasper jaunt javelin jelly jester jetty jewel jigsaw jingle jockey jogger join jolly journal journey
jovial joyful joyride jubilee judge juggle juice jukebox jumble jumbo jump jumper jungle jury just jute kaftan kale
kayak keen keep kelp kelvin kennel kernel kettle keyhole keynote keypad kickoff kiln kilo kilt kimono kind kindle
kindly kinship kiosk kitchen kite kiwi knack knead kneel knit knob knoll knot know knuckle koala kudos kumquat label
labor lace lacquer ladder ladle lady lagoon lake lamb lamp land lane lantern lanyard lapel lapwing larch large lark
laser lasso last latch late lather latte lattice laugh launch laundry laurel lava lawn layer layout layover leader
leaf leaflet league lean leap learn leather lecture ledge ledger leek left legacy legible legroom lemur lend length
lentil leotard lesson letter lettuce level lever library license lichen lift light lilac lily lime limit limpet linden
line linen lineup linger link lintel liquid list listen liter litmus little lively living llama loaf loafer loan lobby
lobster local locate locker locket lodge loft logic long lookout loom loop loose lotion loud lounge lowland loyal
lucid luggage lullaby lumber lunch lupine luster lute luxury lynx lyric macaw machine macrame maestro magenta magma
magnet magnify magpie mailbox main maize make mallard malt mammal mammoth manage manor mansion mantle manual many
maple maraca marble margin marmot maroon marquee mascot mash mask match matinee matter mature mauve maximum mayfly
meadow meal mean meander measure medal meddle medium medley meet mellow melon melt memo memory mend mention mentor
menu mercury merge merino merit mermaid merry mesa mesh message meteor meter method metro midday middle might migrate
mild mile milk mill mimosa mind mineral mingle minimal mink minnow mint minute miracle mirror mirth misty mitten
mittens mixer mixture moat mobile mocha model modern modest modify module mohair molar mole moment monarch monocle
monsoon month mood moor moose moped moral morning morsel mortar mosaic moss motel moth motion motive motor mound mount
mouse mouth move movie mower much muddle mulch mumble mural museum mussel mutual mystery myth nacho naming napkin
narrate narrow narwhal nature nearby nearest neat nebula nectar need needle neither neon nephew nest nettle neutral
never newborn newest next nickel niece night nimble nine ninety noble noise nomad nonstop noodle noon north nose
notable notch note notepad notice notion nougat noun novel novelty novice nozzle nuance nudge nugget number nurture
nutmeg nylon oarsman oasis oatcake oatmeal oats obey object oblong oboe observe obtain obvious occupy octagon octave
octet octopus odyssey offbeat offset often okra olden olive omelet omit omnibus once onion only onset onward onyx ooze
opal open opener opera opinion oppose optic option opus orbit orchard orchid order oregano organic origami origin
oriole osprey other otter ounce outback outdoor outer outfit outing outlast outline outpost output outside oval
ovation oven over overjoy owner oxbow oxygen oyster ozone pace pack packet paddle paddock page pageant pagoda pail
paint pair paisley palace palette palm panda panel pantry paper paprika papyrus parade parasol parcel parch pardon
parent parfait park parka parlor parrot parsley parsnip part partner party pasta paste pastel pastime pastry pasture
patch patent path pathway patio patrol pattern pave peak pear pearl pebble pebbles pecan pedal peel pelican pencil
pendant penny pension people percent perch perfect perform perfume perhaps period perk permit person pesto petal
petite petunia pewter phone phoneme photo phrase physics pianist piazza piccolo pick picket pickle picnic picture
piebald piece pier pigeon piglet pigment pigtail pillar pillow pinball pinch pine pink pinto pioneer pipe piston pitch
pitcher pivot pixel place plain plan plane planet plank plant plaster plastic plate plateau platter play playful plaza
pleat pledge plenty plow pluck plum plumage plume plural plus plush plywood pocket podium poem poet point poise polar
pole polenta policy polish polite polka pollen polo polygon poncho pond pontoon pool poplar poppy popular porch portal
portion post postbox poster potato potion potluck pouch poultry pour powder prairie praise prance precise predict
prefer prelude premium prepare present pretty pretzel prevail preview price pride primer print prior prism prize probe
proceed produce product profile profit program project promise prompt proof proper propose protect proton proud
provide public publish pudding puddle puffin pulley pulp pulse puma pumice pump punch pupil puppet pure purpose purse
push puzzle pyramid quail quaint quality quarry quart quarter quartet quartz quasar quaver quench query quest quiche
quick quickly quiet quill quilt quince quintet quirk quiver quiz quota quote raccoon race rack radar radial radiant
radio radish radius raffle raft rafter ragtime railcar railway rain raisin rally ramble rambler ramp rampart ranch
random range rapport rare rarely rather ratio rattle ravine ravioli rawhide reach react reader readily ready realm
reason rebound rebus recall recent recipe recite reclaim record recover recycle redwood reed reef refill reflect
reflex reform refresh refuge refund regard regatta region regular rejoice relate relax relaxed relay release relic
relief relish rely remain remedy remind remnant remote remove render rent repaint repair repeat replace replica reply
report request require rescue residue resist resolve resort respect respond rest result retail retire retreat return
reunion reveal review revise revive reward rewind rhombus rhubarb rhyme rhythm ribbon rice ricotta riddle ride ridge
rigging right rigid ringlet rinse ripe ripen ripple rise rival road roam roast robust rodeo roll rollick romper roof
rooftop room roost rope roster rotate rotunda round route routine rowboat rowing rubber ruby rudder ruffle ruler
rumble runner runway rural rush rustic rustle saddle safari safe saffron sail salad salary salmon salon salsa salt
same sand sandal sandbox sapling sardine sash satchel satin satsuma sauce saucer sauna save savor savvy sawdust scale
scallop scamper scarf scatter scene scenic scent scheme science scoop scooter scope score scout scrap screen scribe
script scroll scrubby seabird seafood seagull seal seam search seaside season second section sector sedate seed seesaw
segment seldom select senate senior sequel sequin series serious serve service session settle seven seventh several
shade shaggy shake shaker shampoo shape share shawl shed sheep sheet shelf shelter sherbet shield shift shimmer shin
shine ship shirt shoal shoe shoebox shop shore short shout shovel show shower shrimp shrub shuffle shutter shuttle
side siesta sift sight signal silence silent silk silly silo similar simmer simple since sincere sing size sizzle
skein sketch skew skill skillet skip skipper skirt skydive skylark slab slalom slate sled sleek sleep sleepy sleeve
sleigh slender slice slide slight slim slipper slope slow slumber small smart smock smoke smooth snack snail snap
sneaker sniff snippet snore snorkel snow snug soap soapbox soar social sock socket soda sofa soft soil solar sold sole
solid solve some someday sonata soon soothe soprano sorbet sorghum sorrel sort sought soul sound soup source south
soybean space spaniel spare spark sparkle sparrow spatula speak special speckle speech spell spelt sphere spice spicy
spike spin spinach spindle spinet spinner spiral splash split spoke sponge spoon sport spot spray spread sprig sprint
sprout spruce spur squad square squash squid stable stack stadium staff stage stair stake stall stamina stamp stand
staple stately station statue stay steady steam steel steep stem stencil step stereo stick still stilt stir stitch
stock stone stop storage stork story stove strand stratus straw stream street stretch stride string stripe stroll
strong strudel studio study sturdy style subject sublime submit subtle suburb subway succeed such suede suffix suggest
suit summit sunbeam sundae sundial sundown sunlit sunny sunrise sunroof super supper supply support suppose sure
surface surge surname surplus survey suspend swan sweater sweep swell swift swim swing swirl switch swivel symbol
syrup table tablet taco tactic tadpole tailor take tale talent talk tall tally tandem tangle tango tangy tank tape
tapioca target tartan task taste tavern taxi teacup teak team teapot tell temple tempo tempura tenant tend tender
tendon tenor tent tepid term terrace terrain terrier textile texture thank thatch theater theme theory thermal thicket
thimble thing think third thirst thirty thistle thought thread three thrift thrill thrive throne through thrush thyme
ticket tickle tidal tide tidy tight tile timber time timid tinker tinsel tiny tiptoe tire tissue title toast toffee
toggle token tomato tone tongs tonic tool toolbox tooth topaz topiary topic topknot topping topsoil toss total totem
toucan touch tough tour toward towel tower town trace track tractor trade traffic trail train trait trance transit
trapeze travel tray treat treaty tree trek trellis trend trestle tribe tribute trilogy trim trinket trio trip triple
tripod trivia trolley troop trophy tropic trout trowel truce truck true truffle trumpet trunk trust tuba tube tugboat
tulip tumble tumbler tundra tune tunic tunnel turbine tureen turn turnip turret tusk tutor tuxedo twelve twenty twice
twig twin twinkle twirl twist twofold typical ultra umbel umber umpire unable uncle under unfold uniform union unique
unit unite unity unlock until unusual unwind upbeat update upgrade uphold upland uplift upper upright upward urban
urge usable used useful usher usual utensil utility utmost utopia utter vacant vacuum valiant valid valley value valve
vanilla vanish vantage vapor variety various vase vast vault vaulted vector veil vein velour velvet vendor venture
venue veranda verb verbena verdict verge verify verse version vessel vest viaduct vibrant video view villa village
vine vinegar vintage vinyl viola violet violin virtual virtue visa visible vision visit visor vista visual vital vocal
vogue voice volley volume vote voucher vowel voyage wafer waffle wage wagon waist wait waiter wake walk wall wallet
walnut walrus waltz wander want warbler warm warmth warrant wash watch water wave wavy wayside weather weave wedding
wedge week weekday weigh weight well west wetland wetsuit whale wharf wheat wheel when where which while whimsy whirl
whisk whisker whisper whistle whole wicker wide widget width wild willow wind window wing wink wintry wisdom wise wish
witness witty wobble wombat wonder wood woodcut wooden wool woolen word world worthy would wrap wreath wren wrench
wrist write yacht yard yarn yarrow yawn year yearly yeast yield yodel yoga yogurt yolk yonder youth zebra zenith
zephyr zero zest zestful zigzag zinc zinnia zipper zither zodiac zone zoom`
