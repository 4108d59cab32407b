/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/**
 * A person to be created: a name, an e-mail address, a phone number or an identifier is needed, so that
 * they can be told from others. What a backend needs besides: HAPTIK_TRACT `haptikTract`; HAPTIK nothing in
 * particular; VOLT_MX `givenName`, `familyName`, `email` and `location.country`, in the United States
 * `location.state` too; EMERITUS `phone` or `email`. CHAKRA documents no creation. A backend that
 * lacks something is SKIPPED, and its outcome says what is missing.
 */
export type CreateUserInput = {
  /**
   * Where to create the person. When left out: every configured backend that can create and has what
   * it needs.
   */
  readonly backends?: ReadonlyArray<Backend> | null | undefined;
  /**
   * Whatever else is to be kept, such as `{"tier": "gold"}`. A flat object: a list or an object inside
   * is refused. Stored by HAPTIK, and by VOLT_MX the keys that this server is configured to send it as
   * dynamic attributes.
   */
  readonly customData?: Record<string, unknown> | null | undefined;
  /** What the person uses to reach us. Stored by HAPTIK_TRACT and HAPTIK. */
  readonly device?: DeviceInput | null | undefined;
  /** The whole name. Stored by HAPTIK_TRACT and HAPTIK. */
  readonly displayName?: string | null | undefined;
  /**
   * The e-mail address. Stored by HAPTIK, by VOLT_MX, which needs it, and by EMERITUS: beside a `phone`
   * by a call of its own that follows on the creation, and not of somebody who was there already.
   */
  readonly email?: string | null | undefined;
  /** What only EMERITUS knows. */
  readonly emeritus?: EmeritusCreateInput | null | undefined;
  /** The last name. Stored by VOLT_MX, which needs it. */
  readonly familyName?: string | null | undefined;
  /** The first name. Stored by VOLT_MX, which needs it. */
  readonly givenName?: string | null | undefined;
  /** What only HAPTIK knows. */
  readonly haptik?: HaptikCreateInput | null | undefined;
  /** What only HAPTIK_TRACT knows. It is skipped without. */
  readonly haptikTract?: HaptikTractCreateInput | null | undefined;
  /**
   * A text of your choice that names this one write, such as a UUID, for sending it again safely: the
   * same key with the same input is the same operation, and gives the answer that was recorded. What
   * FAILED before it took effect and may succeed later is tried again then; another input is refused
   * as IDEMPOTENCY_KEY_REUSED. A key belongs to one caller and one mutation, and is kept for a day by
   * default. At most 255 characters.
   */
  readonly idempotencyKey?: string | null | undefined;
  /** The language to address the person in. Stored by HAPTIK. */
  readonly language?: string | null | undefined;
  /** When the person was last active. Stored by VOLT_MX. */
  readonly lastActiveAt?: string | null | undefined;
  /** Where the person lives. Stored by VOLT_MX, which needs it. */
  readonly location?: LocationInput | null | undefined;
  /**
   * The telephone number. Stored by HAPTIK, by EMERITUS, and by VOLT_MX where ten digits follow the
   * country code.
   */
  readonly phone?: string | null | undefined;
  /** Over which channels the person agreed to hear from us. Stored by VOLT_MX. */
  readonly subscriptions?: SubscriptionsInput | null | undefined;
};

/** What a person uses to reach us. */
export type DeviceInput = {
  /** The model in the maker's words, such as `Pixel 8`. Stored by HAPTIK. */
  readonly model?: string | null | undefined;
  /** The version of the operating system, such as `14`. Stored by HAPTIK. */
  readonly osVersion?: string | null | undefined;
  /** The app's package name, such as `com.example.app`. Stored by HAPTIK. */
  readonly packageName?: string | null | undefined;
  /** The platform. Stored by HAPTIK_TRACT at creation. */
  readonly platform?: DevicePlatform | null | undefined;
};

/** The platform over which a person reaches us. */
export type DevicePlatform =
  /** An app on Android. */
  | 'ANDROID'
  /** Facebook Messenger. */
  | 'FACEBOOK'
  /** An app on iOS. */
  | 'IOS'
  /** A platform that Facet does not know; the account's `raw` shows what the backend calls it. */
  | 'OTHER'
  /** A webhook of one's own. */
  | 'WEBHOOK'
  /** The chat on a web page. */
  | 'WEB_SDK'
  /** WhatsApp. */
  | 'WHATSAPP';

/** What only EMERITUS takes at creation. */
export type EmeritusCreateInput = {
  /**
   * The corporation to create the person in. The one that this server is configured with when left
   * out; another must be configured as well.
   */
  readonly corpId?: string | null | undefined;
};

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

/** What only HAPTIK takes at creation. */
export type HaptikCreateInput = {
  /**
   * The client token of the person. A secret: it is sent to HAPTIK, and neither stored nor returned
   * nor logged.
   */
  readonly authCode?: string | null | undefined;
  /**
   * The `auth_id` to create the person under, letters and digits: the ref of the account. Facet issues
   * one when left out.
   */
  readonly authId?: string | null | undefined;
};

/** What the external chat tool (ECT) is told about a person. */
export type HaptikTractCreateInput = {
  /** The details that the ECT may ask for later, such as `{"name": "loyalty"}`. */
  readonly detailsAvailable?: ReadonlyArray<Record<string, unknown>> | null | undefined;
  /** The person's id at a third party or on a social platform, such as a WhatsApp id. */
  readonly thirdPartyUserId?: string | null | undefined;
  /** The user id within Haptik that the ECT is told about: the ref of the account. */
  readonly userId: string;
};

/** Where a person lives. */
export type LocationInput = {
  /** The city. No backend documents a write for it, so it is not stored anywhere. */
  readonly city?: string | null | undefined;
  /** The country. Stored by VOLT_MX, under its English name. */
  readonly country?: string | null | undefined;
  /** The state or province. Stored by VOLT_MX, which needs it in the United States. */
  readonly state?: string | null | undefined;
};

/** How values came here. */
export type Origin =
  /** Read from the backend a moment ago for another request, and used again. */
  | 'CACHED'
  /**
   * The backend has no read for it: the last write that it acknowledged. What others changed there
   * since is unknown here.
   */
  | 'LAST_WRITE'
  /** Read from the backend for this request. */
  | 'LIVE';

/** What a write to one backend came to. */
export type OutcomeStatus =
  /** The backend made a new record, and it is linked. */
  | 'CREATED'
  /**
   * The backend had the person already, or the registry knew their account there; the existing record
   * is linked. Not when the backend does not say which record it is: then there is no `account`, and
   * the `error` is ALREADY_EXISTS.
   */
  | 'EXISTED'
  /**
   * The backend refused, the write failed before it could take effect, or it was cancelled or replaced
   * by a later change before it was sent: nothing has changed there. Or it was PENDING and was given up,
   * after PENDING_MAX_ATTEMPTS requests or PENDING_MAX_AGE: then `error` says when it may have taken
   * effect all the same. `error.retryable` says whether sending it again can help.
   */
  | 'FAILED'
  /**
   * It is not decided yet, and Facet finishes it by itself: no usable answer came, and the backend
   * recognises a repetition, or something has to be written before. What needs a secret waits for the
   * caller to send the same input with the same key, as long as a key is kept and no later change of the
   * same field comes. Changes of one account are sent in the order in which they were accepted, whoever
   * its user is meanwhile; a later change of a field takes the place of an earlier one that waits, and
   * changes of other fields do not wait for it. `error` says what it waits for; `operation` shows what
   * becomes of it.
   */
  | 'PENDING'
  /**
   * Nothing was sent: the backend was not asked for, is not configured, has no account of the person,
   * or lacks something that it needs. `error` says which.
   */
  | 'SKIPPED'
  /** The backend has what the write says already; nothing was changed. */
  | 'UNCHANGED'
  /**
   * It was sent, and no usable answer came: it may have taken effect or not. Facet does not send it
   * again, since that could do it twice, or undo a later change of the same field that took its place, or
   * change an account that is not the person's any more, or needs a secret that nobody can bring again;
   * look at the backend first, `error` says for what.
   */
  | 'UNKNOWN'
  /** Nothing was sent: the backend documents no such write. */
  | 'UNSUPPORTED'
  /** The backend took the change. */
  | 'UPDATED';

/** What a telephone number is. */
export type PhoneKind =
  /** The backend keeps it as the person's mobile number. */
  | 'MOBILE'
  /** The backend keeps it as a second mobile number. */
  | 'MOBILE_BACKUP'
  /** The backend does not say what it is. */
  | 'OTHER';

/**
 * Over which channels a person agreed to hear from us. A channel left out is not mentioned to the
 * backend.
 */
export type SubscriptionsInput = {
  /** E-mail. Stored by VOLT_MX. */
  readonly email?: boolean | null | undefined;
  /** Text messages. Stored by VOLT_MX. */
  readonly sms?: boolean | null | undefined;
  /** Voice messages by telephone. Stored by VOLT_MX. */
  readonly voice?: boolean | null | undefined;
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

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { readonly createUser: { readonly user: { readonly id: string, readonly displayName: string | null, readonly avatarUrl: string | null, readonly location: { readonly city: string | null, readonly countryName: string | null } } | null, readonly outcomes: ReadonlyArray<{ readonly backend: Backend, readonly status: OutcomeStatus, readonly account:
        | { readonly ref: string }
        | { readonly ref: string }
        | { readonly ref: string }
        | { readonly ref: string }
        | { readonly ref: string }
       | null, readonly error: { readonly code: ErrorCode, readonly message: string, readonly retryable: boolean } | null }>, readonly errors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null };

export type ToldFragment = { readonly backend: Backend, readonly status: OutcomeStatus, readonly account:
    | { readonly ref: string }
    | { readonly ref: string }
    | { readonly ref: string }
    | { readonly ref: string }
    | { readonly ref: string }
   | null, readonly error: { readonly code: ErrorCode, readonly message: string, readonly retryable: boolean } | null };

export type UpdateEmailMutationVariables = Exact<{
  user: UserBy;
  email: string;
}>;


export type UpdateEmailMutation = { readonly updateEmail: { readonly user: { readonly id: string, readonly emails: ReadonlyArray<{ readonly address: string, readonly verified: boolean | null, readonly source: Backend }>, readonly phones: ReadonlyArray<{ readonly number: string, readonly kind: PhoneKind }> } | null, readonly outcomes: ReadonlyArray<{ readonly backend: Backend, readonly status: OutcomeStatus, readonly account:
        | { readonly ref: string }
        | { readonly ref: string }
        | { readonly ref: string }
        | { readonly ref: string }
        | { readonly ref: string }
       | null, readonly error: { readonly code: ErrorCode, readonly message: string, readonly retryable: boolean } | null }>, readonly errors: ReadonlyArray<{ readonly code: ErrorCode, readonly path: ReadonlyArray<string> }> } | null };

export type UserQueryVariables = Exact<{
  by: UserBy;
}>;


export type UserQuery = { readonly user: { readonly id: string, readonly displayName: string | null, readonly avatarUrl: string | null, readonly accounts: ReadonlyArray<
      | { readonly __typename: 'ChakraAccount', readonly availabilityStatus: string | null, readonly backend: Backend, readonly ref: string, readonly origin: Origin | null }
      | { readonly __typename: 'EmeritusAccount', readonly backend: Backend, readonly ref: string, readonly origin: Origin | null }
      | { readonly __typename: 'HaptikAccount', readonly backend: Backend, readonly ref: string, readonly origin: Origin | null }
      | { readonly __typename: 'HaptikTractAccount', readonly backend: Backend, readonly ref: string, readonly origin: Origin | null }
      | { readonly __typename: 'VoltMxAccount', readonly backend: Backend, readonly ref: string, readonly origin: Origin | null, readonly subscriptions: { readonly email: boolean | null } }
    >, readonly location: { readonly city: string | null, readonly countryName: string | null }, readonly emails: ReadonlyArray<{ readonly address: string, readonly verified: boolean | null, readonly source: Backend }>, readonly phones: ReadonlyArray<{ readonly number: string, readonly kind: PhoneKind }> } | null };

export type BadgeFragment = { readonly displayName: string | null, readonly avatarUrl: string | null, readonly location: { readonly city: string | null, readonly countryName: string | null } };

export type ContactCardFragment = { readonly emails: ReadonlyArray<{ readonly address: string, readonly verified: boolean | null, readonly source: Backend }>, readonly phones: ReadonlyArray<{ readonly number: string, readonly kind: PhoneKind }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ToldFragmentDoc = new TypedDocumentString(`
    fragment Told on Outcome {
  backend
  status
  account {
    ref
  }
  error {
    code
    message
    retryable
  }
}
    `, {"fragmentName":"Told"}) as unknown as TypedDocumentString<ToldFragment, unknown>;
export const BadgeFragmentDoc = new TypedDocumentString(`
    fragment Badge on User {
  displayName
  avatarUrl
  location {
    city
    countryName
  }
}
    `, {"fragmentName":"Badge"}) as unknown as TypedDocumentString<BadgeFragment, unknown>;
export const ContactCardFragmentDoc = new TypedDocumentString(`
    fragment ContactCard on User {
  emails {
    address
    verified
    source
  }
  phones {
    number
    kind
  }
}
    `, {"fragmentName":"ContactCard"}) as unknown as TypedDocumentString<ContactCardFragment, unknown>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    user {
      id
      ...Badge
    }
    outcomes {
      ...Told
    }
    errors {
      code
      message
      path
    }
  }
}
    fragment Told on Outcome {
  backend
  status
  account {
    ref
  }
  error {
    code
    message
    retryable
  }
}
fragment Badge on User {
  displayName
  avatarUrl
  location {
    city
    countryName
  }
}`, {"hash":"sha256:265127e41695d328f36fe1e9d3736f998eb3c89259f6964aef2beb082921e9b5"}) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const UpdateEmailDocument = new TypedDocumentString(`
    mutation UpdateEmail($user: UserBy!, $email: EmailAddress!) {
  updateEmail(input: {user: $user, email: $email}) {
    user {
      id
      ...ContactCard
    }
    outcomes {
      ...Told
    }
    errors {
      code
      path
    }
  }
}
    fragment Told on Outcome {
  backend
  status
  account {
    ref
  }
  error {
    code
    message
    retryable
  }
}
fragment ContactCard on User {
  emails {
    address
    verified
    source
  }
  phones {
    number
    kind
  }
}`, {"hash":"sha256:095df81533f0ee9dc7286b1a023bdf2325a21b948da8f407adefa499d2bc3776"}) as unknown as TypedDocumentString<UpdateEmailMutation, UpdateEmailMutationVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($by: UserBy!) {
  user(by: $by) {
    id
    ...Badge
    ...ContactCard
    accounts {
      __typename
      backend
      ref
      origin
      ... on ChakraAccount {
        availabilityStatus
      }
      ... on VoltMxAccount {
        subscriptions {
          email
        }
      }
    }
  }
}
    fragment Badge on User {
  displayName
  avatarUrl
  location {
    city
    countryName
  }
}
fragment ContactCard on User {
  emails {
    address
    verified
    source
  }
  phones {
    number
    kind
  }
}`, {"hash":"sha256:18cb8dec9c981f09727083e09bd913e90491abf0febbd05286ed944b2d10d848"}) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;