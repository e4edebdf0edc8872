// What is guessed first, as one string: it also travels to the browser with the page that asks for a new password.

/**
 * 2,212 stems of common passwords in lower case without accents, each of four characters or more: the usual ones in
 * English, German, French, Spanish and their neighbours, first and family names, teams, brands, places, months.
 * Chosen by us from general knowledge, not taken from a leak and not ranked by one. Hardly any published common password has
 * 15 characters; those that do are stems joined, repeated or followed by digits, which is what the scoring takes apart. So
 * this list refuses more than a list of whole passwords of its size, and yet is no substitute for a check against leaks.
 * Walks over the keyboard, runs and years are not here: `patterns.ts` finds them.
 */
export const commonPasswords = (): readonly string[] => stems.split(/\s+/)

const stems = `00000 010203 101010 102030 11111 112233 121212 123123 123321 1234qwer 123654 123qwe 131313 147147 147852 159159 159357
1a2b3c 1a2b3c4d 1qaz 202020 232323 252525 2wsx 321321 357159 3edc 420420 456456 4rfv 50cent 555666 654321 66666 696969
741852 77777 789456 789789 88888 987654 99999 a1b2c3 a1b2c3d4 aa123456 aaaa abc123 abcabc abcd1234 abcde12345 abcdef
abcdefg aberdeen abigail abracadabra abril access account acdc achilles adams addison adler admin administrador
administrator adriana africa agnieszka agosto agua ahmad ahmed ahmet airforce ajax ak47 albert alberto alejandro alex
alexander alexandra alexis alfaromeo alfred alfredo alien aliens allah allen aloha alpha alvaro always amanda amber
america american amor amore amour amsterdam ananas andre andrea andreas andrew android angel angela angeles angelika
angelina angelito angelo angels anita anja anna anne annihilate annika anniversaire anthony antje anton antonio anubis
anything aout apache apollo apple apples april aprile aragorn arbeit argentina army arsch arschloch arsenal artem
arthur asd123 asdasd asdf asdfgh asdfghjk asdfjkl asdzxc ashley assassin assassins asshole astonvilla athena atlanta
atletico audi august austin australia austria automne autumn avengers avril ayse azerty baby babyboy babygirl bacon
bailey baker bambi banana banane bandit barbara barbie barcelona bart bartek baseball basketball bastard batman
batterystaple bauer bayern bbbb beach bear bears beast beate beatles beatriz bebe becker beckham beer beethoven belgie
belgique belgium bella benfica benjamin benvenuto benz berlin bernard bernd bernhard bertrand besiktas bestfriend beta
bettina bianchi bible bienvenida bienvenido bienvenue bier bigboss bigboy bigdaddy bigdick bigdog biggie biker bilbo
binary birgit birthday bitch bitcoin blabla black blackberry blackie blahblah blessed blessing blink182 blossom
blowjob blue blueberry blume blumen bmwm3 bobmarley bobo boca bocajuniors bolivia bond007 bonita bonito bonjour bonnet
boobs boomer boris borussia boss boston boyfriend brandon brasil braun braves brazil brenda brian brigitte britain
britney britta brittany broncos bronx brooke brooklyn brother brown bruce bruins bryan bubba bubbles buddha buddy
budweiser buero bugatti bugsbunny bulldog bulldogs bullet bulls bunny burger buro business buster butter butterfly
bvb09 bvb1909 caballo cabron caesar california callofduty camaro camel camille camping canada candy cannabis canucks
captain cardinals carina carl carlos carmen carol carole carolina caroline carro carter casa cash casino catherine
catwoman celine celtic celtics chacha champion champions changeme chantal chaos chargers charles charlie chat chaton
cheese cheetah chelsea cherie cherry cheryl chester cheval chevrolet chevy chewbacca cheyenne chicago chicken chien
chile china chinese chiquita chloe chocolate chopper chouchou chris christ christian christine christmas christopher
church ciao cielo cigar cisco citroen clarence clark claudia clement cleopatra cleveland clifford cobra cocacola coche
cock cocksucker coco cocoloco coeur coffee coke college collins colombia commander company compton computer connor
contrasena cookie cookies cooper copain copine corazon corinne corinthians corleone cornelia corona correcthorse
corvette counter counterstrike courtney cowboy cowboys cowgirl cricket cristian cristina crystal cubs culo cumming
cumshot cyber cyberpunk cyborg cynthia dadada daddy dagmar daisy dakota dallas damien dancer dancing danger dangerous
daniel daniela danielle danmark darling darthvader database david davide davidson davis dead deadly deadpool death
debbie debian deborah december decembre default delta demo demon denise denmark dennis denver derek destroy destroyer
detroit deutsch deutschland devil dezember diablo diamond diamonds diana diane dicembre diciembre dick dickhead diego
dienstag digimon digital dimanche dios diosesamor diosito director disco dmitri dmitry doctor dodge dodgers dodo
dollar dolphin dolphins domingo donald donna donnerstag donovan dontknow doris dorothy dortmund doudou douglas drache
dracula dragon dragonball driver drucker drummer drunk dubois ducati duke dumbledore dumbo dupont dustin dylan eagle
eagles easter ecole ecuador edcrfv edgar eduardo edward edwards edwin egypt einstein eintracht eleanor electric
electro elena elisabeth elizabeth ellen elvis emily eminem emma emperor emre energy enero engel engelchen engineer
england enrique erdbeere eric erik erika erotic escuela espana esposito estate esteban esther estrella estrellas ethan
etoile eugene euro evans evelyn everton everything ewelina example fabien fabrice facebook faith falcon falcons
familia familie famille family fatal father fatima fckoeln febbraio febrero februar february federico felipe felix
fenerbahce ferdinand ferien fernando fernseher ferrari fetish feuer fevrier feyenoord fiat ficken fido finland fire
firebird firefly fireman firma fischer fish fisherman fishing flamengo fleur fleurs flor florence flores florian
florida flower flowers flyers football ford forest forever forgot forgotten fortnite fotze foxy france francisco frank
frankfurt frankie franz franziska freedom freiheit freitag friday friedrich friend friends fritz frodo fruehling
fruhling fuchs fuck fucker fuckme fuckoff fuckyou fuego fussball futbol fußball gabriel gabriela gabriele galatasaray
galileo gamma gandalf ganesh gangsta gangster ganja garcia garden garfield garrett gary gato geburtstag geheim
geheimnis general gennaio georg george gerald gerhard germany gerrard ghost ghosts giants ginger giovanni girlfriend
gisela gitarre giugno giulia giuseppe gladbach gladiator gloria gmail godfather godisgood godzilla goku gold golden
golf golfer golfgti gonzalez gonzalo goodbye goodluck goofy google gordon gospel grace graham grandma greece green
greenday gregor gregory gremio gryffindor grzegorz guadalupe gudrun guenter guest guillaume guinness guitar guitare
guitarra guitars gunner gunther gustavo hack hacker hackers haha hailey halflife hallo halloween halo hamburg hamster
handball handy hanna hannah hans hansarostock happiness happy harald hardcore harlem harley harold harris harry
hartmann hasan hase hasi haslo hateyou haus hausaufgabe hawaii hawk hawks hayden heather heaven heavymetal hector hehe
heike heiko heineken heinrich heinz helena helga hell hellas hello helmut helvetia hendrix henry herbert herbst
hercules hermann hermione hermosa hernandez hero heroes hertha hexe hihi hijodeputa hill himmel hiphop hiver hobbit
hockey hoelle hoffmann hofmann hogwarts hola holger holiday holidays holland hollywood home homer honda honey hooters
horny horse horses horst hotmail house houston howard hsv1887 huber hubert hugo hulkhogan hund hunde hunter hunting
hurensohn hurricane husband hussein hustler iamgod ibrahim icecream ichliebedich idontknow ignacio igor ihateyou ilove
iloveu impreza india indian inferno informatique ingrid instagram inter internet inverno invierno iphone ireland irene
irina ironmaiden ironman isabel isabelle isis islam island ismail israel istanbul italia italy ivan ivanov iverson
jack jackdaniels jackie jackpot jackson jacob jacques jaguar jakub james jamesbond jamie jana janet janina januar
january janvier japan jared jasmin jasmine jason javier jazz jeanette jeanne jedi jeep jeffrey jennifer jenny jens
jeremiah jeremy jerome jerry jersey jessica jessie jesucristo jesus jetaime jeudi jimmy jkljkl joachim joan joel
johann johannes john johncena johnny johnson jojo jonathan jones jordan jorge jose josefina joseph joshua joyce juan
judith judy jueves juillet juin juli julia julian juliane julie julien juliette julio july june juni junio jurgen
justice justin juve juventus kacper kaffee kaiser kaitlyn kamil karen karin karina karl karolina kartoffel katarzyna
kate katharina katherine kathrin katie katrin katze kawasaki kayla keith kelly kelsey kenneth kennwort kenny kevin
kiki killer killers kimberly king kingdom kingkong kinky kirill kitten kitty klaus klavier klein knicks knight kobe
koch koeln koenig kokoko koln konigin konrad korn krause krishna kristen kristin krueger krzysztof kurt laetitia
lakers lalala lamborghini lampard landon landrover lange lapin larry lars lassie lasvegas laura lauren laurent
lawrence lawyer lazio lebron ledzeppelin leeds lefebvre legend legolas lehmann lemon lena leon leonard leonardo leonie
leopard leroy lesbian letmein letmeinnow leverkusen lewis libertad liberte liebe lightning lili linda lindsay lindsey
linkedin linkinpark linux lion lions lisa lisboa liverpool lkjhgf lloyd loewe logan login logon loki lola lolipop
lollipop lollol london lopez lorena lorenzo losenord lotus louis louise loulou love lovely loveme lover lovers loveyou
lozinka lucas lucia luciano lucifer lucky lucy ludwig luglio luis lukas lukasz luke lulu luna lundi lune lunes lynn
lyon mackenzie madeline madison madrid maerz maeuschen mafia magda maggie maggio magic magician maiden maison major
makayla maksim malgorzata mama mamamia maman mamita manager manchester mancity manfred mango manolo manuel manuela
manunited manutd maradona marcel marcelo march marcin marco marcus mardi margaret margarita maria mariana marie
marijuana marilyn marina marine marines mario marion mariposa mark markus marlboro marlene marley married mars
marseille marshall martes martha martin martinez marty marvel marvin mary marz marzo maserati mason master mateusz
mathieu mathilde matrix matteo matthew matthias maurice mauricio maus mausi maxime maximilian maxwell mayo mazda
megadeth megan mehmet meier melanie melissa melody melvin memphis mercedes mercredi merde merlin messi metal metallica
mets mexico meyer miami michael michaela michal michele michelle mickey mickeymouse microsoft miercoles mierda miguel
mike mikhail milan miller millionaire mimi minecraft minnie miranda miriam missile mitch mitsubishi mittwoch mnbvcx
mohamed mohammed molly mommy momo mond monday money moneys monica monika monkey monster monsters montag moon moonlight
moore mordor moreau morgan morpheus moscow moskva motdepasse mother motorola mountain mozart mueller muenchen muffin
muhammad muhammed muller munchen munich murphy music musica musik musique mustafa mustang mutter mybaby mycar mycat
mydog myhouse mylove myname mypassword myself myspace mysql mystic nadine naked namaste nanana nancy napoleon napoli
naruto nascar nashville natalia natalie natasha nathalie nathan nathaniel navidad navy ncc1701 nederland nelson nemo
network neumann newcastle newpass newton newyear newyork neymar nicholas nicola nicolas nicole nikita nikki nikolai
nina nini ninja nintendo nirvana nissan nitro noel noidea nokia nono nopassword norbert norge norman norway nothing
nounours november novembre noviembre nude nurse ocean october octobre octubre odin oesterreich office oilers oiseau
oksana oktober olga oliver olivia olivier olympique omar omega opel opensesame oracle orange ordinateur oreo orgasm
orlando oscar osiris osman ostern otono otto ottobre outlaw outlook p0o9 pablo packers paige pajaro pakistan palmeiras
pamela pancake pantera panther panthers paolo papa papito paradise paris parissg parker parola pascal pass pass123
passcode passphrase passw passw0rd passwd password passwort patricia patricio patrick patrik patriots paul paula
pauline pavel pawel peace peaches peanut pedro peggy pele penguin penguins penis pepe pepito pepper pepsi perez perro
peru peter petra peugeot peyton pferd pferde phantom pharaoh phil philbert philip philipp philippe phillies phillip
phillips phoenix piano picasso pierre pikachu pilot pimp pimpin pinkfloyd piotr pirate pirates pistol pizza platinum
playboy playstation pluto poipoi poisson poiuyt pokemon poker poland police polska pony pooh popeye porn porno porsche
porto portugal potter poupee power powerful prayer predator preston primavera prince princesa princess princesse
printemps prinzessin private pumpkin puppy purple pussy pussycat puta putain python q1q1 q1w2e3 qazqaz qazwsx queen
quentin qwaszx qwe123 qweasd qweqwe qwerqwer qwert qwerty qwertyui qwertz rabbit racer rachel racing rafael raiders
rainbow rainer ralf rambo ramirez rammstein randy ranger rangers raphael rapid raquel raven ravens raymond realmadrid
rebecca rebel rebels rechner redhot redskins redsox redwings reggae regina reginald rekey remington renate renault
rene resetpassword revenge ricardo rich richard richter rita ritter river riverplate robert roberta roberto roberts
robin robinson roblox robot robots rock rocket rocknroll rocky rodney rodrigo rodriguez roger roland rolling roma
romain roman romano ronald ronaldo ronny rooney root roro rosa rosario rose roses rosie rosita rossi rotterdam router
roux rover royal ruben rudolf rugby runescape russell russia russo rusty ruth ryan saab sabado sabine sabrina sadie
sailor salasana sally salut salvador samantha samedi sample samstag samsung samuel samurai sanchez sandra sandrine
sandy santiago santos sara sarah sascha sasuke satan saturday sauron savannah scarface schalke schatz schatzi scheisse
scheiße schmidt schmitt schneider schokolade school schroeder schule schulz schwarz schweiz scooby scoobydoo scorpion
scotland scott sean seat seattle sebastian sebastien secret secreto secure security segreto senha september septembre
septiembre sergeant sergei sergey sergio server sesame settembre sevilla sexsex sexy sexygirl shadow shadows
shakespeare shane shannon shaq shark sharks sharon shawn sheila shelby sherlock sherry shirley shit shotgun shrek
sidney sierra sigma signin silke silver silvia simba simon simone simons simpson single sister skateboard skater
skating skiing skoda skyler skyline skyrim skywalker slayer slipknot slut slytherin smile smiley smith smokey smurf
snake sniper snoop snoopdogg snoopy snowball snowboard snowman soccer sofia softball soldier soleil solo something
sommer sonia sonic sonja sonne sonnenschein sonntag sophia sophie spartan spatz spatzi speed speedy spencer spider
spiderman spirit spooky sporting spring spurs stacey stanley star starcraft starlight stars startrek starwars steelers
stefan stefanie stella stephan stephanie stephen sterling stern sterne steve steven stewart stoned storm stormy
stpauli strawberry stuart student stuttgart subaru success sugar suisse summer sunday sunflower sunset sunshine suomi
superman superpower superstar superuser surfer surfing susan susana susi suzuki sven sverige svetlana svizzera sweden
sweet sweetheart sweetie sweety swordfish sydney sylvester sylvia sylvie sysadmin system tamara tania tanja tata
tatiana taylor teacher teamo techno teddy telefon telephone temp1234 temporary temppass tennis tequiero tequila teresa
terminator terror terry tesla test tester testing tetris teufel texas theodor theodore theresa thierry thomas thompson
thor thorsten thug thunder thursday thx1138 tiamo tiffany tiger tigers tigger tigre timothy tina titan titi tits
titties tobias today todd together tokyo tomasz tommy tomorrow tony tonymontana toor tornado torres torsten toto
tottenham toyota trabajo tracy tralala travail travis trevor trigger trinity tristan trojan trololo troy trucker
trustno tucker tuesday tupac turbo turkey turkiye turner turtle tweety twitter tyler tyrone ubuntu ulrich ulrike
undertaker unicorn university unknown urlaub ursula user username vacances vacation vader vagina valencia valentin
valentine valerie vampire vanessa vasco vasya vater vegas vendredi venezuela vengeance verano vernon veronica veronika
viagra vicente victor victoria victory vienna viernes viking vikings viktor viktoria vincent vincenzo viper virginia
virginie virus vivian vladimir vodka vogel voiture volcano voldemort volker volkswagen volleyball volvo vortex
wachtwoord wagner walker wallace walter wanda warcraft warren warrior wasser wayne weber website wednesday weed
weekend weihnachten welcome welkom wendy werder werderbremen werner wesley westham whatever whiskey white whitey
whitney whore wichser wien wife wilhelm william williams willie willkommen wilson winchester windows wine winner
winnie winston winter wizard wochenende wojtek wolf wolfgang wolfpack wolfsburg wolverine wolves wonderwoman work
worker wrestling wright wsxwsx xavier xbox xoxo xxxx yadayada yahoo yamaha yankees yann yannick yasmin yellow
yesterday yoda yolanda young yourpassword youtube yulia yuri yusuf yvette yvonne zachary zauberer zelda zeppelin zeus
zidane zimmermann zoey zombie zozo zuhause zurich zuzanna zxc123 zxcvbn zxcvbnm zxcvzxcv zxczxc zzzz`
