export type {
  AccountKey,
  Aliases,
  BindingPart,
  Lookup,
  ReportedAliases,
  WireRecord,
} from './account-key.ts';
export { isIdentifier, isKeepable, isPlainIdentifier, LONGEST_IDENTIFIER } from './account-key.ts';
export type { Authority } from './authority.ts';
export { isLoopbackName, parseAuthority, parseHostSetting } from './authority.ts';
export type { EmailValue, PhoneValue } from './contact-value.ts';
export { plainEmail } from './contact-value.ts';
export { country, countryName } from './country.ts';
export { email, emailKey, emailList } from './email.ts';
export type { ParsedJson } from './exact-json.ts';
export {
  ExactNumber,
  exactNumber,
  isScalar,
  JsonLimitError,
  parsedJson,
  parseJson,
  withExactNumbers,
  withPlainNumbers,
} from './exact-json.ts';
export { gender } from './gender.ts';
export type { InputPath, NotStored, StepParts } from './input-path.ts';
export { isSamePath, NO_PARTS, pathsTo, startsWith } from './input-path.ts';
export { language } from './language.ts';
export type { Normalised, Normaliser, Shortfall } from './normalised.ts';
export { INVALID, mapped, Partly } from './normalised.ts';
export { parsePhone, phone } from './phone.ts';
export { devicePlatform } from './platform.ts';
export { age, digitsOf, flag, identifiers, json, jsonObject } from './scalar.ts';
export { isBlank, isPlainText, text, textOfUtf8 } from './text.ts';
export { collected, eachOnce, listOf, MOST_ENTRIES } from './texts.ts';
export { birthDate, instant, recordTime } from './time.ts';
export { timezone } from './timezone.ts';
export { url } from './web-url.ts';
export { parseOrigin } from './web-origin.ts';
