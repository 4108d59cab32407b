import type { NewAccount } from '#registry';
import type { Backend } from '#schema';
import type { Person } from './population/person.ts';
import type { Records } from './record-store.ts';
import type { Reply } from './reply.ts';

/** A request that passed the backend's OpenAPI document. */
export interface SandboxRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed JSON body, `null` without one. */
  readonly body: unknown;
}

export type Operation = (request: SandboxRequest) => Reply;

/** The OpenAPI document has checked the body, so the type generated from it tells the truth. */
export function checked<Body>(run: (body: Body) => Reply): Operation {
  return ({ body }) => run(body as Body);
}

/** Why the frame answers by itself; each vendor has its own body for it. */
export type Refusal =
  | { readonly kind: 'unauthorized' }
  /** No operation has this method and path. */
  | { readonly kind: 'unknownOperation' }
  /** The sandbox itself broke. */
  | { readonly kind: 'failure' }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** One thing that is wrong with a request. */
export interface Problem {
  /** The JSON Schema keyword that failed (`required`, `pattern`), or `mediaType`. */
  readonly rule: string;
  /** The body's property, or the parameter. */
  readonly field: string;
}

/** A person whom the population may give an account here. */
export interface Candidate {
  readonly person: Person;
  /** Nobody in the registry is this person: found by look-up alone. */
  readonly stranger: boolean;
}

/** One backend with its records in memory. */
export interface VendorState {
  readonly records: Records;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** Who has an account at a backend. */
export interface Residents {
  /** Each candidate's accounts here by the person's number, as the registry should know them. */
  readonly accounts: ReadonlyMap<number, readonly NewAccount[]>;
  /** The backend with their records, each time another one. */
  readonly open: () => VendorState;
}

/** A vendor's part of the sandbox: what differs from one server to the next. */
export interface Vendor {
  readonly name: Backend;
  /** Its OpenAPI document, the one that the adapter uses. */
  readonly document: URL;
  /** The part of all people who have an account here, from 0 to 1. */
  readonly share: number;
  /** A look-up can confirm an account that the registry does not know. */
  readonly readable: boolean;
  /** What a request's `Content-Type` must be. */
  readonly mediaType: RegExp;
  /** Requests without a body carry the `Content-Type` too. */
  readonly mediaTypeAlways: boolean;
  /** The property that repeats the account's identifier in an answer. */
  readonly idField: string;
  /** The environment variables that point Facet at a server with this base URL. */
  readonly environment: (url: string) => Readonly<Record<string, string>>;
  readonly authorized: (operation: string, headers: Readonly<Record<string, string>>) => boolean;
  readonly refuse: (refusal: Refusal) => Reply;
  /** Makes the records of these people. The same for the same seed. */
  readonly house: (candidates: readonly Candidate[], seed: number) => Residents;
}
