import { GraphQLError } from 'graphql';

/**
 * What graphql-js says of a wrong literal or value, with what it quotes cut out: the value may be personal. Each pattern
 * is anchored where the caller's text cannot reach.
 */
const REWORDINGS: readonly (readonly [pattern: RegExp, wording: string])[] = [
  [/^Expected value of type "([^"]+)", found .*$/s, 'Expected a value of type "$1".'],
  [/^(?:Enum )?"?(\w+)"? cannot represent .*$/s, 'Expected a value of type "$1".'],
  [/^Value ".*" does not exist in "(\w+)" enum\b.*$/s, 'Expected a value of type "$1".'],
  [/^Argument "(\w+)" has invalid value .*$/s, 'The argument "$1" has an invalid value.'],
  [/^(Syntax Error: .*?)((?:String|BlockString|Int|Float)) ".*$/s, '$1$2.'],
];

/** The message of an error about a request, without the caller's own values. */
export function withoutValues(message: string, error: unknown): string {
  const variable = /^Variable "\$(\w+)" got invalid value /.exec(message);
  const cause = error instanceof GraphQLError ? error.originalError : undefined;
  if (!variable || !cause) return reworded(message);
  const before = message.slice(0, -cause.message.length - '; '.length);
  // graphql-js writes the place last, and quotes inside the value are escaped.
  const place = / at "([\w.[\]]+)"$/.exec(before)?.[1] ?? variable[1];
  return `Variable "$${variable[1]}" is invalid at "${place}": ${reworded(cause.message)}`;
}

function reworded(message: string): string {
  const found = REWORDINGS.find(([pattern]) => pattern.test(message));
  return found ? message.replace(...found) : message;
}
