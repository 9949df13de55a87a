// A table: the functions that random templates call, with what they take and give. `*` marks what may repeat.

/**
 * What an operand of a random template is meant to be; a small part of them is something else all the same. A `fresh` map is
 * nowhere else, and a `plain` value holds nothing, so that no map comes to hold itself: that ends Helm.
 */
export const sorts = [
  'any',
  'string',
  'int',
  'small',
  'float',
  'bool',
  'list',
  'map',
  'texts',
  'time',
  'fresh',
  'plain',
] as const

export type Sort = (typeof sorts)[number]

export interface Signature {
  readonly name: string
  readonly parameters: readonly Sort[]
  readonly repeats: boolean
  readonly result: Sort
}

/** Without those that draw random values, read the clock, or give keys in the order of Go's maps. */
const lines = `
print any* : string
println any* : string
printf string any* : string
html any* : string
js any* : string
urlquery any* : string
len any : int
index list small : any
index map string : any
and any any* : any
or any any* : any
not any : bool
eq any any* : bool
ne any any : bool
lt int int : bool
le float float : bool
gt string string : bool
ge any any : bool
slice list : list
toYaml any : string
toYamlPretty any : string
toJson any : string
toRawJson any : string
toPrettyJson any : string
toToml map : string
fromYaml string : map
fromYamlArray string : list
fromJson string : map
fromJsonArray string : list
mustToJson any : string
mustToPrettyJson any : string
mustToRawJson any : string
mustFromJson string : any
required string any : any
lookup string string string string : map
abbrev small string : string
abbrevboth small small string : string
add any any* : int
add1 any : int
add1f any : float
addf any any* : float
adler32sum string : string
all any* : bool
any any* : bool
append list any : list
mustAppend list any : list
atoi string : int
b32enc string : string
b32dec string : string
b64enc string : string
b64dec string : string
base string : string
biggest any any* : int
camelcase string : string
cat any* : string
ceil any : float
chunk small list : list
mustChunk small list : list
clean string : string
coalesce any* : any
compact list : list
mustCompact list : list
concat list list* : list
contains string string : bool
date string time : string
dateInZone string time string : string
date_in_zone string time string : string
dateModify string time : time
date_modify string time : time
mustDateModify string time : time
must_date_modify string time : time
decryptAES string string : string
deepCopy any : any
mustDeepCopy any : any
deepEqual any any : bool
default any any : any
dict string any : map
dict string any string any : map
dig string any map : any
dig string string any map : any
dir string : string
div any int : int
divf any float* : float
duration any : string
durationRound any : string
empty any : bool
ext string : string
first list : any
mustFirst list : any
float64 any : float
floor any : float
get map string : any
getHostByName string : string
has any list : bool
mustHas any list : bool
hasKey map string : bool
hasPrefix string string : bool
hasSuffix string string : bool
hello : string
htmlDate time : string
htmlDateInZone time string : string
indent small string : string
initial list : list
mustInitial list : list
initials string : string
int any : int
int64 any : int
isAbs string : bool
join string list : string
kebabcase string : string
kindIs string any : bool
kindOf any : string
last list : any
mustLast list : any
list any* : list
tuple any* : list
lower string : string
max any any* : int
maxf any any* : float
merge fresh map : map
mustMerge fresh map : map
mergeOverwrite fresh map : map
mustMergeOverwrite fresh map : map
min any any* : int
minf any any* : float
mod any int : int
mul any any* : int
mulf any any* : float
nindent small string : string
nospace string : string
omit map string* : map
osBase string : string
osClean string : string
osDir string : string
osExt string : string
osIsAbs string : bool
pick map string* : map
pluck string map* : list
plural string string small : string
prepend list any : list
mustPrepend list any : list
push list any : list
mustPush list any : list
quote any* : string
regexFind string string : string
mustRegexFind string string : string
regexFindAll string string small : texts
mustRegexFindAll string string small : texts
regexMatch string string : bool
mustRegexMatch string string : bool
regexQuoteMeta string : string
regexReplaceAll string string string : string
mustRegexReplaceAll string string string : string
regexReplaceAllLiteral string string string : string
mustRegexReplaceAllLiteral string string string : string
regexSplit string string small : texts
mustRegexSplit string string small : texts
repeat small string : string
replace string string string : string
rest list : list
mustRest list : list
reverse list : list
mustReverse list : list
round any small : float
semver string : any
semverCompare string string : bool
seq small small* : string
set fresh string any : map
set map string plain : map
sha1sum string : string
sha256sum string : string
sha512sum string : string
mustSlice list : list
snakecase string : string
sortAlpha list : texts
split string string : map
splitList string string : texts
splitn string small string : map
squote any* : string
sub any any : int
subf any any* : float
substr small small string : string
swapcase string : string
ternary any any bool : any
title string : string
toDecimal any : int
toString any : string
toStrings any : texts
trim string : string
trimAll string string : string
trimall string string : string
trimPrefix string string : string
trimSuffix string string : string
trunc small string : string
typeIs string any : bool
typeIsLike string any : bool
typeOf any : string
uniq list : list
mustUniq list : list
unixEpoch time : string
unset map string : map
until small : list
untilStep small small small : list
untitle string : string
upper string : string
urlJoin map : string
urlParse string : map
without list any* : list
mustWithout list any* : list
wrap small string : string
wrapWith small string string : string
`

export const signatures: readonly Signature[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [call = '', result = ''] = line.split(' : ')
    const [name = '', ...words] = call.split(' ').filter((word) => word !== '')
    const parameters = words.map((word) => word.replace('*', '') as Sort)
    return { name, parameters, repeats: words.at(-1)?.endsWith('*') ?? false, result: result as Sort }
  })
