/**
 * What graphql-js says of a wrong literal or value, with what it quotes cut out: the value may be personal. Each pattern
 * is anchored where the caller's text cannot reach.
 */
const REWORDINGS: readonly (readonly [pattern: RegExp, wording: string])[] = [
  [/^Expected value of type "([^"]+)", found .*$/s, 'Expected a value of type "$1".'],
  [/^(?:Enum )?"?(\w+)"? cannot represent .*$/s, 'Expected a value of type "$1".'],
  [/^Value ".*" does not exist in "(\w+)" enum\b.*$/s, 'Expected a value of type "$1".'],
  [/^Argument "(\w+)" has invalid value .*$/s, 'The argument "$1" has an invalid value.'],
  [/^Unknown operation named ".*"\.$/s, 'The document has no operation of that name.'],
  [/^(Syntax Error: .*?)((?:String|BlockString|Int|Float)) ".*$/s, '$1$2.'],
];

/** The message of an error about a request, without the caller's own values. */
export function withoutValues(message: string): string {
  const found = REWORDINGS.find(([pattern]) => pattern.test(message));
  return found ? message.replace(...found) : message;
}
