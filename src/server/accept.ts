import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

export const JSON_TYPE = 'application/json; charset=utf-8';
export const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

/** A media type of a GraphQL response. */
export type ResponseType = typeof JSON_TYPE | typeof GRAPHQL_TYPE;

export interface Negotiated {
  /** `null`: the caller takes neither. */
  readonly type: ResponseType | null;
  /** Whether the caller names the type, and does not take it as one of all that there are. */
  readonly named: boolean;
}

const parameter =
  /;\s*(?<name>[\w!#$%&'*+.^`|~-]+)\s*(?:=\s*(?<value>"(?:[^"\\]|\\.)*"|[^;,"\s]*))?/g;

/** RFC 9110, section 12.5.1: by quality, then by how exact a range is, then by order; JSON where nothing else decides. */
function negotiate(accept: string): Negotiated {
  // `*/*` for an empty list, which asks for nothing in particular. `version=2` and the like are not what tells our
  // types apart.
  const ranges = accept.trim() === '' ? '*/*' : accept.replace(parameter, onlyDecisive);
  const [type = null] = new Negotiator({ headers: { accept: ranges } }).mediaTypes([
    JSON_TYPE,
    GRAPHQL_TYPE,
  ]) as ResponseType[];
  const essence = type?.split(';')[0] ?? '';
  return { type, named: type !== null && ranges.toLowerCase().includes(essence) };
}

function onlyDecisive(whole: string, name: string, value: string | undefined): string {
  switch (name.toLowerCase()) {
    case 'q':
      return whole;
    case 'charset':
      return /^"?utf-?8"?$/i.test(value ?? '') ? ';charset=utf-8' : whole;
    default:
      return '';
  }
}

/** Clients are few and say the same each time; to negotiate takes as long as to execute a small query. */
const known = new LRUCache<string, Negotiated>({ max: 100 });

/** Of the last request: the next one is mostly of the same client. */
let last = { accept: '*/*', negotiated: negotiate('*/*') };

/** The media type of the response to a request with this `Accept` header. */
export function chooseResponseType(accept = '*/*'): Negotiated {
  if (accept === last.accept) return last.negotiated;
  const negotiated = known.get(accept) ?? negotiate(accept);
  known.set(accept, negotiated);
  last = { accept, negotiated };
  return negotiated;
}
