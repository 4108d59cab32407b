import type { GraphqlRequest } from '../api/send.ts';

/** A request as it can be pasted somewhere else. */
export interface Snippet {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly request: GraphqlRequest;
}

/** For a POSIX shell; nothing in it is expanded. */
export function asCurl({ url, headers, request }: Snippet): string {
  const lines = Object.entries({ 'content-type': 'application/json', ...headers }).map(
    ([name, value]) => `-H ${quoted(`${name}: ${value}`)}`,
  );
  return [`curl -s ${quoted(url)}`, ...lines, `--data ${quoted(bodyOf(request))}`].join(' \\\n  ');
}

/** For a browser or Node. */
export function asFetch({ url, headers, request }: Snippet): string {
  const all = { 'content-type': 'application/json', ...headers };
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: ${indented(JSON.stringify(all, null, 2))},
  body: JSON.stringify(${indented(JSON.stringify(JSON.parse(bodyOf(request)), null, 2))}),
});
const { data, errors } = await response.json();
`;
}

const bodyOf = ({ query, variables, operationName }: GraphqlRequest): string =>
  JSON.stringify({
    query,
    ...(variables ? { variables } : {}),
    ...(operationName ? { operationName } : {}),
  });

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const indented = (text: string): string => text.replaceAll('\n', '\n  ');
