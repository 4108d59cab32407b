/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/**
 * A record at a backend by its ref, the identifier that the backend gave it: exactly one of the
 * fields.
 */
export type AccountRef =
  {   /** The `auth_id` at HAPTIK: letters and digits. */
  readonly authId: string; readonly chakraId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never;   /** The user id at CHAKRA: a UUID. */
  readonly chakraId: string; readonly emeritus?: never; readonly haptikUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never;   /** The user id at EMERITUS together with the corporation. */
  readonly emeritus: EmeritusRef; readonly haptikUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly emeritus?: never;   /** The user id within Haptik, for HAPTIK_TRACT. */
  readonly haptikUserId: string; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly emeritus?: never; readonly haptikUserId?: never;   /** The user id at VOLT_MX: a 64-bit integer. Send it as text. */
  readonly voltMxId: string; };

/**
 * A backend is one vendor's REST API that holds records of people. Facet reads and writes all of them
 * and keeps no copy of what they hold. The order below is the order of `outcomes` in every mutation.
 */
export type Backend =
  /** Chakra's external API: the fullest record of a person. Can be read, and documents no write. */
  | 'CHAKRA'
  /**
   * Emeritus' entity API: can be read, and stores creations, owners, the pool and the e-mail address.
   * Its records belong to a corporation.
   */
  | 'EMERITUS'
  /**
   * Haptik's User API: can create and update, and has no read. What Facet shows of it is the last
   * write that it acknowledged.
   */
  | 'HAPTIK'
  /**
   * Haptik's external-chat-tool integration: knows a person by the id under which they chat. Can be
   * read; a creation is announced to the external chat tool (ECT).
   */
  | 'HAPTIK_TRACT'
  /**
   * HCL Volt MX Engagement Services: can create, and has no read. What Facet shows of it is the last
   * write that it acknowledged.
   */
  | 'VOLT_MX';

/** What identifies a record at EMERITUS: a corporation and, within it, a user id. */
export type EmeritusRef = {
  /** The corporation. The one that this server is configured with when left out. */
  readonly corpId?: string | null | undefined;
  /** The user id within the corporation, exactly as EMERITUS writes it. */
  readonly userId: string;
};

/**
 * Every kind of error that Facet tells, in payloads and in `extensions.code` of GraphQL errors alike.
 * A closed list.
 */
export type ErrorCode =
  /** What was to be created is there already, and it cannot be told which record it is. */
  | 'ALREADY_EXISTS'
  /** The backend's answer is not what its document promises; the message names the place. */
  | 'BACKEND_CONTRACT'
  /**
   * The backend understood the request and refused it: a 4xx, or a failure in its own terms.
   * `backendMessage` says why.
   */
  | 'BACKEND_REJECTED'
  /** The backend did not answer in time. */
  | 'BACKEND_TIMEOUT'
  /**
   * The backend did not accept this server's credentials (HTTP 401 or 403). Its operator must look at
   * the configuration.
   */
  | 'BACKEND_UNAUTHORIZED'
  /** The backend could not be reached, or answered with a failure of its own (5xx). */
  | 'BACKEND_UNAVAILABLE'
  /**
   * The operation would need more backend calls, or return more objects, than one operation may. Ask
   * for less at once.
   */
  | 'BUDGET_EXCEEDED'
  /**
   * It contradicts what is known: several people share the identifier, an account belongs to another
   * user, or identifiers in one input belong to different users.
   */
  | 'CONFLICT'
  /** The person, or whom the record belongs to, was erased here with `eraseUser`. */
  | 'ERASED'
  /**
   * The caller is known and may not do this: `missingScopes` beside the code says which scopes it lacks, if
   * that is why; or it is bound to corporations, and this is of none of them; or it names a corporation that
   * this server is not configured for; or the request comes from a web page, or under a host name, that this
   * server does not serve.
   */
  | 'FORBIDDEN'
  /** The `idempotencyKey` was used before with another input. Nothing was done. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** Something broke inside Facet. The message says no more on purpose; the server's log does. */
  | 'INTERNAL'
  /**
   * The input is not what the schema or a backend's identifiers ask for, or lacks something that a
   * backend needs.
   */
  | 'INVALID_INPUT'
  /** This server has no address or credentials for the backend. */
  | 'NOT_CONFIGURED'
  /** Nobody and nothing is known by the identifier; or the person has no such account. */
  | 'NOT_FOUND'
  /** The caller named other backends, so this one was left alone. */
  | 'NOT_REQUESTED'
  /**
   * No document is known by this hash or id. Send its text: with a hash beside it, the hash will do the
   * next time.
   */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /**
   * The caller, or this server for a backend's taste, has asked too often (HTTP 429). Try again after
   * `retryAfter` seconds, or the header `Retry-After`.
   */
  | 'RATE_LIMITED'
  /**
   * Facet's own registry failed in the middle of a write: it may be done, or will be finished when the
   * registry is back. `extensions.operation` of the error is the id to ask `operation` for, once it is
   * written down. Send the write again with the same `idempotencyKey`, or look before you repeat it.
   */
  | 'REGISTRY_INTERRUPTED'
  /** Facet's own registry of users and accounts could not be reached. Nothing was done. */
  | 'REGISTRY_UNAVAILABLE'
  /** The server wants to know who calls, and the request does not show it, or not any more. */
  | 'UNAUTHENTICATED'
  /** The backend documents no such operation. */
  | 'UNSUPPORTED'
  /** The server executes listed documents alone, and this is none of them; sending its text does not help. */
  | 'UNTRUSTED_DOCUMENT';

/** Says that a record is a person's. */
export type LinkAccountInput = {
  /** The record that is theirs. */
  readonly account: AccountRef;
  /** The person who is known already. */
  readonly user: UserBy;
};

/** Says that a record is not a person's. */
export type UnlinkAccountInput = {
  /** The record that is not theirs. */
  readonly account: AccountRef;
  /** The person who holds the record. */
  readonly user: UserBy;
};

/** A change of an e-mail address. */
export type UpdateEmailInput = {
  /**
   * Only these backends. When left out: every linked one that documents the write, that is HAPTIK and
   * EMERITUS.
   */
  readonly at?: ReadonlyArray<Backend> | null | undefined;
  /** The new address. */
  readonly email: string;
  /**
   * A text of your choice that names this one write, such as a UUID, for sending it again safely: the
   * same key with the same input is the same operation, and gives the answer that was recorded. What
   * FAILED before it took effect and may succeed later is tried again then; another input is refused
   * as IDEMPOTENCY_KEY_REUSED. A key belongs to one caller and one mutation, and is kept for a day by
   * default. At most 255 characters.
   */
  readonly idempotencyKey?: string | null | undefined;
  /** The person. */
  readonly user: UserBy;
};

/**
 * A person by one identifier: exactly one of the fields. A ref, the identifier of a record at a
 * backend, is taken exactly as that backend writes it.
 */
export type UserBy =
  {   /**
   * The `auth_id` at HAPTIK, the ref of a `HaptikAccount`: letters and digits. No backend can be asked
   * for it.
   */
  readonly authId: string; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never;   /** The user id at CHAKRA, the ref of a `ChakraAccount`: a UUID. */
  readonly chakraId: string; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never;   /**
   * The person's id in the external chat tool (ECT), as that tool answered a creation. It is looked up
   * among the people known here, no backend is asked. When several people share it, the error is
   * CONFLICT.
   */
  readonly ectUserId: string; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never;   /** The user id at EMERITUS together with the corporation, the ref of an `EmeritusAccount`. */
  readonly emeritus: EmeritusRef; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never;   /** The user id within Haptik, the ref of a `HaptikTractAccount`. */
  readonly haptikUserId: string; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never;   /** The `id` of a `User`. The id of a user who was merged into another still finds the person. */
  readonly id: string; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never;   /**
   * The person's id at a third party or on a social platform, as HAPTIK_TRACT told it. It is looked up
   * among the people known here, no backend is asked. When several people share it, the error is
   * CONFLICT, until a read of HAPTIK_TRACT tells that one of them has it no more.
   */
  readonly thirdPartyUserId: string; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never;   /**
   * The user id at VOLT_MX, the ref of a `VoltMxAccount`: a 64-bit integer. Send it as text, as many
   * clients round large numbers. No backend can be asked for it.
   */
  readonly voltMxId: string; };

export type PersonFragment = { readonly id: string, readonly displayName: string | null, readonly email: string | null, readonly accounts: ReadonlyArray<
    | { readonly id: string, readonly backend: Backend, readonly ref: string }
    | { readonly id: string, readonly backend: Backend, readonly ref: string }
    | { readonly id: string, readonly backend: Backend, readonly ref: string }
    | { readonly id: string, readonly backend: Backend, readonly ref: string }
    | { readonly id: string, readonly backend: Backend, readonly ref: string }
  > };

export type PersonQueryVariables = Exact<{
  by: UserBy;
}>;


export type PersonQuery = { readonly user: { readonly id: string, readonly displayName: string | null, readonly email: string | null, readonly accounts: ReadonlyArray<
      | { readonly id: string, readonly backend: Backend, readonly ref: string }
      | { readonly id: string, readonly backend: Backend, readonly ref: string }
      | { readonly id: string, readonly backend: Backend, readonly ref: string }
      | { readonly id: string, readonly backend: Backend, readonly ref: string }
      | { readonly id: string, readonly backend: Backend, readonly ref: string }
    > } | null };

export type PeopleQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type PeopleQuery = { readonly allUsers: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type ChangeEmailMutationVariables = Exact<{
  input: UpdateEmailInput;
}>;


export type ChangeEmailMutation = { readonly updateEmail: { readonly user: { readonly id: string, readonly displayName: string | null, readonly email: string | null, readonly accounts: ReadonlyArray<
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
      > } | null, readonly errors: ReadonlyArray<{ readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly message: string }> } | null };

export type LinkMutationVariables = Exact<{
  input: LinkAccountInput;
}>;


export type LinkMutation = { readonly linkAccount: { readonly absorbedIds: ReadonlyArray<string>, readonly user: { readonly id: string, readonly displayName: string | null, readonly email: string | null, readonly accounts: ReadonlyArray<
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
      > } | null, readonly errors: ReadonlyArray<{ readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly message: string }> } | null };

export type UnlinkMutationVariables = Exact<{
  input: UnlinkAccountInput;
}>;


export type UnlinkMutation = { readonly unlinkAccount: { readonly user: { readonly id: string, readonly displayName: string | null, readonly email: string | null, readonly accounts: ReadonlyArray<
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
      > } | null, readonly restored: { readonly id: string, readonly displayName: string | null, readonly email: string | null, readonly accounts: ReadonlyArray<
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
        | { readonly id: string, readonly backend: Backend, readonly ref: string }
      > } | null, readonly errors: ReadonlyArray<{ readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly message: string }> } | null };

export const PersonFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"backend"}},{"kind":"Field","name":{"kind":"Name","value":"ref"}}]}}]}}]} as unknown as DocumentNode<PersonFragment, unknown>;
export const PersonDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Person"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"backend"}},{"kind":"Field","name":{"kind":"Name","value":"ref"}}]}}]}}]} as unknown as DocumentNode<PersonQuery, PersonQueryVariables>;
export const PeopleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"People"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allUsers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<PeopleQuery, PeopleQueryVariables>;
export const ChangeEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateEmailInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"backend"}},{"kind":"Field","name":{"kind":"Name","value":"ref"}}]}}]}}]} as unknown as DocumentNode<ChangeEmailMutation, ChangeEmailMutationVariables>;
export const LinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Link"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LinkAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"absorbedIds"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"backend"}},{"kind":"Field","name":{"kind":"Name","value":"ref"}}]}}]}}]} as unknown as DocumentNode<LinkMutation, LinkMutationVariables>;
export const UnlinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Unlink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnlinkAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlinkAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restored"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"backend"}},{"kind":"Field","name":{"kind":"Name","value":"ref"}}]}}]}}]} as unknown as DocumentNode<UnlinkMutation, UnlinkMutationVariables>;