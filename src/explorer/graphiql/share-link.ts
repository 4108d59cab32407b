/** What a link to the explorer carries. Headers never: they may hold credentials. */
export interface SharedQuery {
  readonly query: string;
  /** As text, for it may be shared while it is no JSON yet. */
  readonly variables: string;
  readonly operationName: string;
}

/** The page's address with a query in it; nothing is run by opening it. */
export function shareLink(page: string, { query, variables, operationName }: SharedQuery): string {
  const url = new URL('.', page);
  url.searchParams.set('query', query);
  if (variables.trim()) url.searchParams.set('variables', compact(variables));
  if (operationName) url.searchParams.set('operationName', operationName);
  return url.href;
}

/** `null` when the address shares no query. */
export function sharedQuery(search: string): SharedQuery | null {
  const parameters = new URLSearchParams(search);
  const query = parameters.get('query');
  if (!query) return null;
  return {
    query,
    variables: pretty(parameters.get('variables') ?? ''),
    operationName: parameters.get('operationName') ?? '',
  };
}

const compact = (text: string): string => reformatted(text);
const pretty = (text: string): string => reformatted(text, 2);

function reformatted(text: string, indent?: number): string {
  try {
    return JSON.stringify(JSON.parse(text), null, indent);
  } catch {
    // It is kept as somebody wrote it.
    return text;
  }
}
