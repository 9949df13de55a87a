// A table: every name that a template can call in Helm 4.2.4, and which of them 3.21.4 has not. The oracle test asks both.

const ofGo = 'and call html index js len not or print printf println urlquery eq ge gt le lt ne'

const ofHelm =
  'include tpl required fail lookup toYaml mustToYaml toYamlPretty fromYaml fromYamlArray toJson mustToJson fromJson ' +
  'fromJsonArray toToml mustToToml fromToml getHostByName'

const ofSprig = `
abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec b64enc base bcrypt biggest
buildCustomCert camelcase cat ceil chunk clean coalesce compact concat contains date dateInZone dateModify date_in_zone
date_modify decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf duration durationRound empty
encryptAES ext first float64 floor genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey
genSignedCert genSignedCertWithKey get has hasKey hasPrefix hasSuffix hello htmlDate htmlDateInZone htpasswd indent initial
initials int int64 isAbs join kebabcase keys kindIs kindOf last list lower max maxf merge mergeOverwrite min minf mod mul
mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast
mustMerge mustMergeOverwrite mustPrepend mustPush mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll
mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToPrettyJson mustToRawJson mustUniq
mustWithout must_date_modify nindent nospace now omit osBase osClean osDir osExt osIsAbs pick pluck plural prepend push
quote randAlpha randAlphaNum randAscii randBytes randInt randNumeric regexFind regexFindAll regexMatch regexQuoteMeta
regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round semver semverCompare seq set sha1sum
sha256sum sha512sum shuffle slice snakecase sortAlpha split splitList splitn squote sub subf substr swapcase ternary title
toDate toDecimal toPrettyJson toRawJson toString toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs
typeIsLike typeOf uniq unixEpoch unset until untilStep untitle upper urlJoin urlParse uuidv4 values without wrap wrapWith`

/** Sorted; 240 of them. */
export const functionNames: readonly string[] = [ofGo, ofHelm, ofSprig].join(' ').trim().split(/\s+/).sort()

/** What Helm 3.21 cannot call. */
export const notInHelm3: readonly string[] = ['mustToToml', 'mustToYaml']
