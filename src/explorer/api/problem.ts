const STOPPED =
  'Facet does not answer: it was stopped, or the network in between is down. Start it again (`npm start`), then run the query once more.';

/** What each status means when it is not Facet that answers. */
const MEANINGS: Readonly<Record<number, string>> = {
  401: 'it wants you to log in first',
  403: 'it does not let this request pass',
  404: 'it knows no such address',
  413: 'the request is too large for it',
  429: 'it has had too many requests; wait a little',
  502: 'it cannot reach Facet, which may be stopped or starting',
  503: 'it takes no requests for the moment',
  504: 'Facet did not answer it in time',
};

/** What went wrong when no response came at all. */
export const unanswered = (error: unknown): string =>
  error instanceof DOMException && error.name === 'AbortError'
    ? 'You stopped the request.'
    : STOPPED;

/** What went wrong when something came that is no response of GraphQL. */
export function notGraphql({ status, statusText, headers }: Response, body: string): string {
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  const name = [String(status), statusText].filter(Boolean).join(' ');
  if (type.includes('json') && status < 400) {
    return `The response broke off after ${body.length} characters. Run the query once more.`;
  }
  const form = type === 'text/html' ? 'a web page' : type || 'no content type';
  const meaning = MEANINGS[status] ?? 'it may be a proxy, or another server at this address';
  return `Something else answered in Facet’s place, with ${name} and ${form}: ${meaning}.`;
}
