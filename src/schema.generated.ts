export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * A country as its ISO 3166-1 alpha-2 code in capitals, such as `IN`. As input small letters are
   * accepted too.
   */
  CountryCode: { input: string; output: string; }
  /** A calendar date without a time, such as `1990-05-17`. */
  Date: { input: string; output: string; }
  /**
   * An instant: ISO 8601 text in UTC with milliseconds, such as `2024-01-31T09:30:00.000Z`. As input any
   * RFC 3339 date-time with its offset is accepted, such as `2024-01-31T15:00:00+05:30`.
   */
  DateTime: { input: string; output: string; }
  /**
   * An e-mail address in the spelling in which it came, such as `asha.rao@example.com`, without what is
   * not seen (zero-width characters, marks of direction) and without `mailto:` around it. Two addresses
   * are the same one when they differ only in case, in how accented letters are composed (Unicode NFC),
   * in the domain's being written in its own script or as the DNS has it (`xn--…`), or in quotes around
   * the part before the `@` that it does not need; `possibleDuplicates`, `provenance` and lists without
   * repetitions go by that. Only the syntax is checked, not that the mailbox exists; as input, ASCII
   * alone is accepted.
   */
  EmailAddress: { input: string; output: string; }
  /**
   * Any JSON value: an object, a list, text, a number, a boolean or null. Its numbers keep the digits
   * that they came with, however many: a client that reads them as doubles may round them. As input it
   * has the bounds of `JSONObject`.
   */
  JSON: { input: unknown; output: unknown; }
  /**
   * A JSON object, such as `{"tier": "gold"}`. Its numbers keep the digits that they came with, however
   * many: a client that reads them as doubles may round them. As input it holds at most 16 levels, 1000 entries
   * and 64 KiB of text.
   */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  /**
   * A language as its ISO 639-1 code in small letters, such as `en` or `hi`. As input capitals are
   * accepted too.
   */
  LanguageCode: { input: string; output: string; }
  /**
   * A telephone number in E.164: `+`, country code and number without spaces, such as `+919876543210`.
   * What a backend has from before its country changed the length of its numbers is shown all the same,
   * with a warning. As input any international spelling with its `+` is accepted, such as
   * `+91 98765 43210`, in a length that the country uses today; no country is ever guessed.
   */
  PhoneNumber: { input: string; output: string; }
  /** The name of a time zone in the IANA database, such as `Asia/Kolkata`. */
  TimeZone: { input: string; output: string; }
  /** An absolute `http` or `https` URL, such as `https://example.com/asha.png`. */
  URL: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/**
 * An account is one backend's record of a person, with that backend's own fields under normalised
 * names. Its identifier at the backend is its ref. Fields of the record cost the read that holds them,
 * once for all of them together.
 */
export type Account = {
  /** When the record was read or written. Costs the same read as `origin`, and is null with it. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The backend that holds the record. */
  readonly backend: Backend;
  /**
   * What speaks against its being the person's, oldest first: answers of its backend to creations that
   * do not fit together with who holds what. Empty for the most part, and once it is settled by
   * `linkAccount` or `unlinkAccount`. Costs no call.
   */
  readonly conflicts: ReadonlyArray<Conflict>;
  /**
   * The account's id in Facet, such as `acct_01h455vb4pex5vsknk084sn02q`. Opaque; `node` finds it
   * again.
   */
  readonly id: Scalars['ID']['output'];
  /**
   * How the record came here: whether it was read, or is the last write. Costs the account's main
   * read, where the backend has one. Null when there is no record to show.
   */
  readonly origin?: Maybe<Origin>;
  /**
   * The main read's record as the backend sent it, or what was last written, with its own field names.
   * Costs the same read as `origin`, and is null with it. Secrets are never in it.
   */
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  /** The identifier of the record at the backend, exactly as the backend writes it. */
  readonly ref: Scalars['ID']['output'];
  /** The person whose record this is. */
  readonly user: User;
};

/**
 * A record at a backend by its ref, the identifier that the backend gave it: exactly one of the
 * fields.
 */
export type AccountRef =
  /** The `auth_id` at HAPTIK: letters and digits. */
  { readonly authId: Scalars['ID']['input']; readonly chakraId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly voltMxId?: never; }
  |  /** The user id at CHAKRA: a UUID. */
  { readonly authId?: never; readonly chakraId: Scalars['ID']['input']; readonly emeritus?: never; readonly haptikUserId?: never; readonly voltMxId?: never; }
  |  /** The user id at EMERITUS together with the corporation. */
  { readonly authId?: never; readonly chakraId?: never; readonly emeritus: EmeritusRef; readonly haptikUserId?: never; readonly voltMxId?: never; }
  |  /** The user id within Haptik, for HAPTIK_TRACT. */
  { readonly authId?: never; readonly chakraId?: never; readonly emeritus?: never; readonly haptikUserId: Scalars['ID']['input']; readonly voltMxId?: never; }
  |  /** The user id at VOLT_MX: a 64-bit integer. Send it as text. */
  { readonly authId?: never; readonly chakraId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly voltMxId: Scalars['ID']['input']; };

/** What the audit tells of. */
export type AuditAction =
  /** The callers that may use this server were changed, by their file. */
  | 'CALLERS_CHANGED'
  /** `createUser`. */
  | 'CREATE_USER'
  /** A person was erased. */
  | 'ERASE_USER'
  /** A person's data was exported. */
  | 'EXPORT_USER'
  /** A caller may not do what they asked for. `detail` names the scope that they lack. */
  | 'FORBIDDEN'
  /** An operator gave a write up (`npx facet operations give-up`). `detail` is the reason that they gave. */
  | 'GIVE_UP_OPERATION'
  /** An operator imported links (`npx facet import`). `detail` counts what became of the rows. */
  | 'IMPORT_LINKS'
  /** `linkAccount`. */
  | 'LINK_ACCOUNT'
  /** An operator confirmed that the registry belongs to other backends. */
  | 'REBIND'
  /** An operator had a write tried again (`npx facet operations retry`). */
  | 'RETRY_OPERATION'
  /** A webhook or a look-up named a person who was erased. Nothing was recorded of them. */
  | 'SUPPRESSED'
  /** Credentials were refused. `detail` says why; one entry a minute for each reason. */
  | 'UNAUTHENTICATED'
  /** `unlinkAccount`. */
  | 'UNLINK_ACCOUNT'
  /** `updateEmail`. */
  | 'UPDATE_EMAIL'
  /** `updateOwners`. */
  | 'UPDATE_OWNERS'
  /** `updatePool`. */
  | 'UPDATE_POOL'
  /** `updateUser`. */
  | 'UPDATE_USER';

/** One page of the audit. */
export type AuditConnection = {
  readonly __typename?: 'AuditConnection';
  /** The entries of the page, newest first, each with its cursor. */
  readonly edges: ReadonlyArray<AuditEdge>;
  /** The same entries without cursors, for those who need none. */
  readonly nodes: ReadonlyArray<AuditEntry>;
  /** Whether there is more before and after the page. */
  readonly pageInfo: PageInfo;
};

/** One entry in a page of the audit. */
export type AuditEdge = {
  readonly __typename?: 'AuditEdge';
  /** The entry's place in the audit, to continue from: opaque text for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: AuditEntry;
};

/** One thing that somebody did, or was refused. */
export type AuditEntry = {
  readonly __typename?: 'AuditEntry';
  /** What was done, or was refused. */
  readonly action: AuditAction;
  /** When it happened, by the clock of the registry's database. */
  readonly at: Scalars['DateTime']['output'];
  /**
   * The name of the caller; `facet` for what Facet did by itself, the operator's user name for what was
   * done by the command line. Null where nobody knows who asked.
   */
  readonly caller?: Maybe<Scalars['String']['output']>;
  /** Why it was refused. Null when it was not. */
  readonly code?: Maybe<ErrorCode>;
  /**
   * More about it, in words of Facet's own: the scope that a caller lacked, what was wrong with
   * credentials, or the settings that changed; or an operator's reason, in theirs.
   */
  readonly detail?: Maybe<Scalars['String']['output']>;
  /** The entry's id. Opaque; it sorts by time. */
  readonly id: Scalars['ID']['output'];
  /** The `id` of the write, for `operation`. Null where there is none. */
  readonly operationId?: Maybe<Scalars['ID']['output']>;
  /** What each backend did. */
  readonly outcomes: ReadonlyArray<AuditOutcome>;
  /** The accounts that it was about. */
  readonly refs: ReadonlyArray<AuditRef>;
  /**
   * The id of the user whom it was about, as it was then. Null where it was about nobody, or nobody was
   * found.
   */
  readonly userId?: Maybe<Scalars['ID']['output']>;
};

/** Narrows `audit`: an entry has to match all that is given. */
export type AuditFilter = {
  /** Only this kind of thing. */
  readonly action?: InputMaybe<AuditAction>;
  /** Only what this caller did or was refused. */
  readonly caller?: InputMaybe<Scalars['String']['input']>;
  /** Only what this write came to, by the `id` of an `Operation`. */
  readonly operationId?: InputMaybe<Scalars['ID']['input']>;
  /** Only from this instant on. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only before this instant. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only what was done to this user, by the id that they had then. */
  readonly userId?: InputMaybe<Scalars['ID']['input']>;
};

/** What one backend did, as the audit keeps it. */
export type AuditOutcome = {
  readonly __typename?: 'AuditOutcome';
  /** The backend. */
  readonly backend: Backend;
  /** What it came to. */
  readonly status: OutcomeStatus;
};

/** An account as the audit keeps it. */
export type AuditRef = {
  readonly __typename?: 'AuditRef';
  /** The backend of the account. */
  readonly backend: Backend;
  /** A keyed hash of the account: the same in all entries about it, also after the person was erased. */
  readonly digest: Scalars['String']['output'];
  /**
   * The identifier of the account at the backend, as long as Facet holds it for that person. Null later:
   * the audit itself keeps `digest` alone.
   */
  readonly ref?: Maybe<Scalars['ID']['output']>;
  /**
   * The part of the backend that the account belongs to: the corporation at EMERITUS. Null where a
   * backend has no parts.
   */
  readonly scope?: Maybe<Scalars['String']['output']>;
};

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

/** Why a backend did not do what was asked of it. */
export type BackendError = {
  readonly __typename?: 'BackendError';
  /**
   * The backend's own code: the `code` of its answer, else the HTTP status. Null when there was no
   * answer.
   */
  readonly backendCode?: Maybe<Scalars['String']['output']>;
  /**
   * What the backend said itself: one line of at most 200 characters, without what the request held,
   * and cut off with `…` where it tells of a stack frame, a path, a URL, a host or somebody's address
   * or number. Null when it said nothing, or was not asked.
   */
  readonly backendMessage?: Maybe<Scalars['String']['output']>;
  /** The kind of failure, for programs. */
  readonly code: ErrorCode;
  /** What happened, in Facet's words and safe to show: it quotes no input. */
  readonly message: Scalars['String']['output'];
  /** Seconds to wait before that, as the backend asked. Null when it did not say. */
  readonly retryAfter?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** One row of the capability matrix: what a backend can do here, and how it fares. */
export type BackendInfo = {
  readonly __typename?: 'BackendInfo';
  /** The backend that the row is about. */
  readonly backend: Backend;
  /**
   * The fields that the creation of a person can store here; nested ones by path. Empty where the
   * backend documents no creation.
   */
  readonly creates: ReadonlyArray<Scalars['String']['output']>;
  /** The vendor's name as people write it. */
  readonly name: Scalars['String']['output'];
  /** The operations of the backend's own API that Facet uses, by the names in its OpenAPI document. */
  readonly operations: ReadonlyArray<Scalars['String']['output']>;
  /** The fields of `User` that this backend can supply; nested ones by path, such as `location.city`. */
  readonly reads: ReadonlyArray<Scalars['String']['output']>;
  /** How the backend fares, as far as Facet's own calls have shown; no call is made to find out. */
  readonly status: BackendStatus;
  /**
   * The fields that a later change can store here; nested ones by path. Empty where the backend
   * documents no change.
   */
  readonly updates: ReadonlyArray<Scalars['String']['output']>;
  /**
   * The fields of a write that this backend can store; nested ones by path, such as `device.model`.
   * Empty where it documents no write. Those of `creates` and of `updates` together.
   */
  readonly writes: ReadonlyArray<Scalars['String']['output']>;
};

/** How a backend fares. */
export type BackendStatus =
  /**
   * It is called, and not to be relied on: a call of the last ten seconds found no connection, no
   * answer in time or a server error, or so many did that the next call is the one that finds out
   * whether it works again; or the last answers refused the credentials of this server, or were not
   * what its document promises.
   */
  | 'DEGRADED'
  /**
   * More than half of its last calls failed in these ways, and it is left alone for the moment: its
   * fields come from other sources or are null. One call every half a second, or when it asked to be
   * called again, finds out whether it works; the first that does ends this.
   */
  | 'DOWN'
  /** This server has no address for it: its fields are null, and writes to it are skipped. */
  | 'NOT_CONFIGURED'
  /**
   * It answered a call as its document promises, and no call of the last ten seconds failed: nothing is known to be wrong
   * with it.
   */
  | 'OK'
  /**
   * It is configured, and no call has shown yet whether it works: none was made since this server
   * started, or all found nobody or were refused, as those to a wrong address are.
   */
  | 'UNKNOWN';

/** What became of what one source says. */
export type CandidateState =
  /**
   * It has the same value as the chosen one, at lower precedence; in a list, all its entries were
   * there already.
   */
  | 'AGREES'
  /** Its value is the user's value; in a list, it has entries that no better source had. */
  | 'CHOSEN'
  /** It has another value than the chosen one, at lower precedence. */
  | 'DIFFERS'
  /**
   * The backend has the person and no value for this field; or it cannot be read, and Facet never
   * wrote one.
   */
  | 'EMPTY'
  /**
   * The backend has a value that cannot be normalised, such as a telephone number without its country:
   * `rawValue` shows it.
   */
  | 'INVALID'
  /** The person has an account there, and this server has no address to read it from. */
  | 'NOT_CONFIGURED'
  /** The person has an account there, and the backend says that it no longer exists. */
  | 'NOT_FOUND'
  /** The person has no account there. */
  | 'NOT_LINKED'
  /** The backend failed, took too long, or is not called for the moment. */
  | 'UNAVAILABLE';

/**
 * A person at CHAKRA: every documented field of the record, in the unified types where there is one.
 * All come with one read.
 */
export type ChakraAccount = Account & Node & {
  readonly __typename?: 'ChakraAccount';
  /** Whether the record is in use. */
  readonly active?: Maybe<Scalars['Boolean']['output']>;
  /** When the record was read. Costs the same read as `origin`, and is null with it. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the person can be reached, in Chakra's own words: an open set. */
  readonly availabilityStatus?: Maybe<Scalars['String']['output']>;
  /** The backend that holds the record. */
  readonly backend: Backend;
  /** What the person says of themselves. */
  readonly bio?: Maybe<Scalars['String']['output']>;
  /** The date of birth. */
  readonly birthDate?: Maybe<Scalars['Date']['output']>;
  /**
   * What speaks against its being the person's, oldest first: answers of its backend to creations that
   * do not fit together with who holds what. Empty for the most part, and once it is settled by
   * `linkAccount` or `unlinkAccount`. Costs no call.
   */
  readonly conflicts: ReadonlyArray<Conflict>;
  /** The picture behind the profile. */
  readonly coverImageUrl?: Maybe<Scalars['URL']['output']>;
  /** When the record was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Data of the record that Chakra leaves without a shape, as sent. */
  readonly data?: Maybe<Scalars['JSON']['output']>;
  /** Whether the record is marked as deleted. It can still be read. */
  readonly deleted?: Maybe<Scalars['Boolean']['output']>;
  /**
   * When the record was marked as deleted. Null while `deleted` is false, and where Chakra tells no
   * time.
   */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The whole name, as one shows it. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** The e-mail addresses, the primary one ahead. Empty when there are none. */
  readonly emails: ReadonlyArray<Email>;
  /** The first name. */
  readonly firstName?: Maybe<Scalars['String']['output']>;
  /** The gender, understood in any case and in the main languages. */
  readonly gender?: Maybe<Gender>;
  /**
   * The account's id in Facet, such as `acct_01h455vb4pex5vsknk084sn02q`. Opaque; `node` finds it
   * again.
   */
  readonly id: Scalars['ID']['output'];
  /** The last name. */
  readonly lastName?: Maybe<Scalars['String']['output']>;
  /** The middle name. */
  readonly middleName?: Maybe<Scalars['String']['output']>;
  /** Data about the onboarding that Chakra leaves without a shape, as sent. */
  readonly onboardingData?: Maybe<Scalars['JSON']['output']>;
  /**
   * How the record came here. Costs the account's main read, the operation `user`. Null when the
   * backend no longer knows the record.
   */
  readonly origin?: Maybe<Origin>;
  /** The telephone numbers, the primary one ahead. Empty when there are none. */
  readonly phones: ReadonlyArray<Phone>;
  /** The profile that Chakra leaves without a shape, as sent. */
  readonly profile?: Maybe<Scalars['JSON']['output']>;
  /** The profile picture. */
  readonly profileImageUrl?: Maybe<Scalars['URL']['output']>;
  /**
   * The record of the main read as the backend sent it, with its own field names. Costs the same read
   * as `origin`, and is null with it. Secrets are never in it.
   */
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  /** The user id, a UUID. */
  readonly ref: Scalars['ID']['output'];
  /**
   * The people who report to this person. Chakra's word that they exist is taken, so each is a user at
   * no call of their own. Can be cyclic.
   */
  readonly reportees: ReadonlyArray<User>;
  /** The person's role in the team. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** The team that the person works in. */
  readonly team?: Maybe<Scalars['String']['output']>;
  /** Where the person's clock stands. */
  readonly timezone?: Maybe<Scalars['TimeZone']['output']>;
  /** When the record was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The person whose record this is. */
  readonly user: User;
  /** The name to log in with. */
  readonly username?: Maybe<Scalars['String']['output']>;
};

/**
 * A late duplicate: a backend answered the creation of a person with a record that is another user's,
 * or that nobody holds while the person has another one in its place. Nothing was linked; whether the
 * two are one person is for someone to say, by `linkAccount`. Also in the history of both, as CONFLICT.
 */
export type Conflict = {
  readonly __typename?: 'Conflict';
  /** When it was noticed. */
  readonly at: Scalars['DateTime']['output'];
  /** The mutation that was answered so. */
  readonly evidence: Scalars['String']['output'];
  /** The id of the user who holds the record. Null when nobody does. */
  readonly holderId?: Maybe<Scalars['ID']['output']>;
  /** The identifier of the record that the backend answered with. */
  readonly ref: Scalars['ID']['output'];
  /** The id of the user whose creation it was answered to. */
  readonly userId: Scalars['ID']['output'];
};

/** How a person can be reached. */
export type ContactKind =
  /** By e-mail. */
  | 'EMAIL'
  /** By telephone. */
  | 'PHONE';

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
  readonly backends?: InputMaybe<ReadonlyArray<Backend>>;
  /**
   * Whatever else is to be kept, such as `{"tier": "gold"}`. A flat object: a list or an object inside
   * is refused. Stored by HAPTIK, and by VOLT_MX the keys that this server is configured to send it as
   * dynamic attributes.
   */
  readonly customData?: InputMaybe<Scalars['JSONObject']['input']>;
  /** What the person uses to reach us. Stored by HAPTIK_TRACT and HAPTIK. */
  readonly device?: InputMaybe<DeviceInput>;
  /** The whole name. Stored by HAPTIK_TRACT and HAPTIK. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /**
   * The e-mail address. Stored by HAPTIK, by VOLT_MX, which needs it, and by EMERITUS: beside a `phone`
   * by a call of its own that follows on the creation, and not of somebody who was there already.
   */
  readonly email?: InputMaybe<Scalars['EmailAddress']['input']>;
  /** What only EMERITUS knows. */
  readonly emeritus?: InputMaybe<EmeritusCreateInput>;
  /** The last name. Stored by VOLT_MX, which needs it. */
  readonly familyName?: InputMaybe<Scalars['String']['input']>;
  /** The first name. Stored by VOLT_MX, which needs it. */
  readonly givenName?: InputMaybe<Scalars['String']['input']>;
  /** What only HAPTIK knows. */
  readonly haptik?: InputMaybe<HaptikCreateInput>;
  /** What only HAPTIK_TRACT knows. It is skipped without. */
  readonly haptikTract?: InputMaybe<HaptikTractCreateInput>;
  /**
   * A text of your choice that names this one write, such as a UUID, for sending it again safely: the
   * same key with the same input is the same operation, and gives the answer that was recorded. What
   * FAILED before it took effect and may succeed later is tried again then; another input is refused
   * as IDEMPOTENCY_KEY_REUSED. A key belongs to one caller and one mutation, and is kept for a day by
   * default. At most 255 characters.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The language to address the person in. Stored by HAPTIK. */
  readonly language?: InputMaybe<Scalars['LanguageCode']['input']>;
  /** When the person was last active. Stored by VOLT_MX. */
  readonly lastActiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where the person lives. Stored by VOLT_MX, which needs it. */
  readonly location?: InputMaybe<LocationInput>;
  /**
   * The telephone number. Stored by HAPTIK, by EMERITUS, and by VOLT_MX where ten digits follow the
   * country code.
   */
  readonly phone?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** Over which channels the person agreed to hear from us. Stored by VOLT_MX. */
  readonly subscriptions?: InputMaybe<SubscriptionsInput>;
};

/** What became of a creation. */
export type CreateUserPayload = {
  readonly __typename?: 'CreateUserPayload';
  /**
   * What is wrong with the input. Nothing was sent, and there is no `operation`, where it was found before;
   * else a backend found it, whose outcome is FAILED.
   */
  readonly errors: ReadonlyArray<UserError>;
  /**
   * The write as a durable operation: ask for it again by its `id` to learn what becomes of what is
   * PENDING. Null when nothing was begun.
   */
  readonly operation?: Maybe<Operation>;
  /** What each backend did: every backend once, in the order of `Backend`. */
  readonly outcomes: ReadonlyArray<Outcome>;
  /** The person with the accounts that were linked. Null only when no backend took them. */
  readonly user?: Maybe<User>;
};

/** What a person uses to reach us. */
export type Device = {
  readonly __typename?: 'Device';
  /** The model in the maker's words, such as `Pixel 8`. From HAPTIK. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** The version of the operating system, such as `14`. From HAPTIK. */
  readonly osVersion?: Maybe<Scalars['String']['output']>;
  /** The app's package name, such as `com.example.app`. From HAPTIK. */
  readonly packageName?: Maybe<Scalars['String']['output']>;
  /** The platform. From HAPTIK_TRACT. */
  readonly platform?: Maybe<DevicePlatform>;
};

/** What a person uses to reach us. */
export type DeviceInput = {
  /** The model in the maker's words, such as `Pixel 8`. Stored by HAPTIK. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** The version of the operating system, such as `14`. Stored by HAPTIK. */
  readonly osVersion?: InputMaybe<Scalars['String']['input']>;
  /** The app's package name, such as `com.example.app`. Stored by HAPTIK. */
  readonly packageName?: InputMaybe<Scalars['String']['input']>;
  /** The platform. Stored by HAPTIK_TRACT at creation. */
  readonly platform?: InputMaybe<DevicePlatform>;
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

/** An e-mail address of a person. */
export type Email = {
  readonly __typename?: 'Email';
  /** The address, in the spelling of the first source that has it. */
  readonly address: Scalars['EmailAddress']['output'];
  /** The backend's own id of its entry of the address. Null when it has none. */
  readonly backendId?: Maybe<Scalars['ID']['output']>;
  /** When the backend's entry of the address was made. Null when it does not say. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the address is for, in the backend's own words, such as `WORK`. Null when it does not say. */
  readonly kind?: Maybe<Scalars['String']['output']>;
  /** Whether it is the address that the backend puts first. Null where it says of none that it is. */
  readonly primary?: Maybe<Scalars['Boolean']['output']>;
  /** The backend that the address comes from; the first one when several have it. */
  readonly source: Backend;
  /** When the backend's entry of the address was last changed. Null when it does not say. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the backend has made sure that the address is the person's. Null when it does not say. */
  readonly verified?: Maybe<Scalars['Boolean']['output']>;
};

/**
 * A person at EMERITUS, within one corporation. The profile and each type of contact cost a read of
 * their own; owners and pool have no read.
 */
export type EmeritusAccount = Account & Node & {
  readonly __typename?: 'EmeritusAccount';
  /** The age in years. From the profile. */
  readonly age?: Maybe<Scalars['Int']['output']>;
  /** When the record was read. Costs the same read as `origin`, and is null with it. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The backend that holds the record. */
  readonly backend: Backend;
  /** The city that Emeritus settled on. From the profile. */
  readonly city?: Maybe<Scalars['String']['output']>;
  /** The city that the mobile number belongs to. From the profile. */
  readonly cityMobile?: Maybe<Scalars['String']['output']>;
  /** The city that Emeritus was told. From the profile. */
  readonly cityRaw?: Maybe<Scalars['String']['output']>;
  /** The company's name. From the profile. */
  readonly company?: Maybe<Scalars['String']['output']>;
  /**
   * What speaks against its being the person's, oldest first: answers of its backend to creations that
   * do not fit together with who holds what. Empty for the most part, and once it is settled by
   * `linkAccount` or `unlinkAccount`. Costs no call.
   */
  readonly conflicts: ReadonlyArray<Conflict>;
  /**
   * The corporation that the record belongs to. Together with `ref` it identifies the record. Costs no
   * call.
   */
  readonly corpId: Scalars['ID']['output'];
  /** The department within the company. From the profile. */
  readonly department?: Maybe<Scalars['String']['output']>;
  /** The e-mail addresses. Costs the read of the e-mail contact. Empty when there are none. */
  readonly emails: ReadonlyArray<Email>;
  /** The first name. From the profile. */
  readonly firstName?: Maybe<Scalars['String']['output']>;
  /** The gender, understood in any case and in the main languages. From the profile. */
  readonly gender?: Maybe<Gender>;
  /**
   * The account's id in Facet, such as `acct_01h455vb4pex5vsknk084sn02q`. Opaque; `node` finds it
   * again.
   */
  readonly id: Scalars['ID']['output'];
  /** The company's industry. From the profile. */
  readonly industry?: Maybe<Scalars['String']['output']>;
  /** The job title. From the profile. */
  readonly jobTitle?: Maybe<Scalars['String']['output']>;
  /** The last name. From the profile. */
  readonly lastName?: Maybe<Scalars['String']['output']>;
  /** The profile at LinkedIn. From the profile. */
  readonly linkedinUrl?: Maybe<Scalars['URL']['output']>;
  /** The mobile number; the first one when there are several. Costs the read of the mobile contact. */
  readonly mobile?: Maybe<Scalars['PhoneNumber']['output']>;
  /**
   * The second mobile number; the first one when there are several. Costs the read of the backup mobile
   * contact.
   */
  readonly mobileBackup?: Maybe<Scalars['PhoneNumber']['output']>;
  /** The whole name; some records have only this one. From the profile. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /**
   * How the record came here. Costs the account's main read, the operation `profile`. Null when the
   * backend no longer knows the record.
   */
  readonly origin?: Maybe<Origin>;
  /**
   * Who looks after the person: the full list as Emeritus answered to the last change made through
   * Facet. Null when there was none.
   */
  readonly owners?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /**
   * The mobile numbers, the profile's number and the backup numbers, without repetitions. Costs the
   * reads of both mobile contacts and of the profile. Empty when there are none.
   */
  readonly phones: ReadonlyArray<Phone>;
  /**
   * The last pool set through Facet, such as `alive`, `dead` or `public`: an open set. Null when there
   * was none.
   */
  readonly pool?: Maybe<Scalars['String']['output']>;
  /** The telephone number in the profile, of its area code and mobile number. From the profile. */
  readonly profilePhone?: Maybe<Scalars['PhoneNumber']['output']>;
  /**
   * The record of the main read as the backend sent it, with its own field names. Costs the same read
   * as `origin`, and is null with it. Secrets are never in it.
   */
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  /** The user id within the corporation: opaque, though it looks like a UUID or hexadecimal digits. */
  readonly ref: Scalars['ID']['output'];
  /** The person whose record this is. */
  readonly user: User;
};

/** What only EMERITUS takes at creation. */
export type EmeritusCreateInput = {
  /**
   * The corporation to create the person in. The one that this server is configured with when left
   * out; another must be configured as well.
   */
  readonly corpId?: InputMaybe<Scalars['ID']['input']>;
};

/** What identifies a record at EMERITUS: a corporation and, within it, a user id. */
export type EmeritusRef = {
  /** The corporation. The one that this server is configured with when left out. */
  readonly corpId?: InputMaybe<Scalars['ID']['input']>;
  /** The user id within the corporation, exactly as EMERITUS writes it. */
  readonly userId: Scalars['ID']['input'];
};

/** Where and as what a person works. */
export type Employment = {
  readonly __typename?: 'Employment';
  /** The company's name. From EMERITUS. */
  readonly company?: Maybe<Scalars['String']['output']>;
  /** The department within the company. From EMERITUS. */
  readonly department?: Maybe<Scalars['String']['output']>;
  /** The company's industry. From EMERITUS. */
  readonly industry?: Maybe<Scalars['String']['output']>;
  /** The job title. From EMERITUS. */
  readonly jobTitle?: Maybe<Scalars['String']['output']>;
  /** The profile at LinkedIn. From EMERITUS. */
  readonly linkedinUrl?: Maybe<Scalars['URL']['output']>;
  /** The person's role in the team. From CHAKRA. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** The team that the person works in. From CHAKRA. */
  readonly team?: Maybe<Scalars['String']['output']>;
};

/** Whom to erase. */
export type EraseUserInput = {
  /** The same key with the same input gives the first answer again. At most 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /**
   * Why, for the certificate: at most 500 characters. It is kept for ever, so let it name nobody; the
   * number of a ticket serves well.
   */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The person, by any identifier. One who was erased before gets the same certificate again. */
  readonly user: UserBy;
};

/** What an erasure came to. */
export type EraseUserPayload = {
  readonly __typename?: 'EraseUserPayload';
  /**
   * What was removed here, and what is left elsewhere. Null when nobody was erased, and while the
   * erasure is not done: send it again with the same key, or ask `operation`.
   */
  readonly certificate?: Maybe<ErasureCertificate>;
  /** What is wrong with the input. Nothing was erased then. */
  readonly errors: ReadonlyArray<UserError>;
  /** The erasure as a write, for `operation`. Null when nothing was begun. */
  readonly operation?: Maybe<Operation>;
  /**
   * What each backend did, in the enum's order. None documents a deletion: the outcome of an account is
   * UNSUPPORTED, its `ref` is the record that is left there, and `error` says whom to ask for what.
   * Only the answer that erases names the refs: Facet has forgotten them afterwards.
   */
  readonly outcomes: ReadonlyArray<Outcome>;
};

/** How much of one kind was removed. */
export type ErasedData = {
  readonly __typename?: 'ErasedData';
  /** How many of them there were. */
  readonly count: Scalars['Int']['output'];
  /** What it was. */
  readonly kind: ErasedKind;
};

/** Kinds of what the registry keeps of a person. */
export type ErasedKind =
  /** Accounts at backends, with their identifiers. */
  | 'ACCOUNTS'
  /** Other identifiers of accounts. */
  | 'ALIASES'
  /** Answers of backends that named somebody else's record. */
  | 'CONFLICTS'
  /** E-mail addresses and phone numbers for look-ups. */
  | 'CONTACT_POINTS'
  /** Entries of the history. Where another person is part of an entry, it stays without the identifier. */
  | 'HISTORY'
  /** What accounts were last written with, or what a webhook told of them. */
  | 'LAST_WRITES'
  /** Notes of who was merged into whom. */
  | 'MERGES'
  /**
   * Writes of which the input, the answers and the idempotency key were kept. That there was a write
   * stays, with what each backend did.
   */
  | 'OPERATION_INPUTS'
  /** Notes of which calls of webhooks were recorded. */
  | 'WEBHOOK_CALLS';

/**
 * Says what was removed of a person here, and what is left elsewhere. It holds no identifier but Facet's
 * own, and is kept for ever.
 */
export type ErasureCertificate = {
  readonly __typename?: 'ErasureCertificate';
  /** Who asked for it. */
  readonly caller: Scalars['String']['output'];
  /** The ids of writes of the person that were waiting or running. They are not carried out any more. */
  readonly cancelledOperations: ReadonlyArray<Scalars['ID']['output']>;
  /** When it was done, by the clock of the registry's database. */
  readonly erasedAt: Scalars['DateTime']['output'];
  /** The ids of users who had been merged into the person, and were erased with them. */
  readonly formerIds: ReadonlyArray<Scalars['ID']['output']>;
  /** The certificate's id. */
  readonly id: Scalars['ID']['output'];
  /** Why, as that caller put it. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** What is left at the backends, each named at least once. */
  readonly remaining: ReadonlyArray<ErasureRemainder>;
  /** What was removed of the registry, each kind once. */
  readonly removed: ReadonlyArray<ErasedData>;
  /** The id that the person had here. Nobody is found by it any more. */
  readonly userId: Scalars['ID']['output'];
};

/** What is left of a person at one backend. */
export type ErasureRemainder = {
  readonly __typename?: 'ErasureRemainder';
  /** The backend. */
  readonly backend: Backend;
  /** A keyed hash of the record's identifier, the same as in the audit. Null where there is no record. */
  readonly digest?: Maybe<Scalars['String']['output']>;
  /** What was done, or whom to ask for what. */
  readonly note: Scalars['String']['output'];
  /**
   * The part of the backend that the record belongs to: the corporation at EMERITUS. Null where a backend
   * has no parts.
   */
  readonly scope?: Maybe<Scalars['String']['output']>;
  /**
   * UNSUPPORTED where the person has a record and the backend documents no deletion; SKIPPED where they
   * had none.
   */
  readonly status: OutcomeStatus;
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

/** One request of a write that failed. */
export type FailedAttempt = {
  readonly __typename?: 'FailedAttempt';
  /** When it had failed. */
  readonly at: Scalars['DateTime']['output'];
  /** The backend's own code, such as the status of its response. Null when it gave none. */
  readonly backendCode?: Maybe<Scalars['String']['output']>;
  /** What went wrong. */
  readonly code: ErrorCode;
};

/** What one source says of a field. */
export type FieldCandidate = {
  readonly __typename?: 'FieldCandidate';
  /** When it was read or written. Null when there is nothing to show. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The backend that says it. */
  readonly backend: Backend;
  /**
   * The field's name there, such as `user_name`. Several joined into one value stand with a space
   * between: `firstName lastName`.
   */
  readonly backendField: Scalars['String']['output'];
  /** Whether it was read, or is the last write. Null when there is nothing to show. */
  readonly origin?: Maybe<Origin>;
  /** The value as the backend sent it. Null when there is none. */
  readonly rawValue?: Maybe<Scalars['JSON']['output']>;
  /** What became of it. */
  readonly state: CandidateState;
  /** The value after normalisation, as the field would show it. Null when there is none. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

/** What all its sources say of one field of a user. */
export type FieldProvenance = {
  readonly __typename?: 'FieldProvenance';
  /**
   * One entry for each source, in order of precedence. A backend stands several times when several of
   * its fields, or several accounts there, can supply the value.
   */
  readonly candidates: ReadonlyArray<FieldCandidate>;
  /** The field of `User`, a nested one by path: `location.city`. */
  readonly field: Scalars['String']['output'];
};

/** A person's gender. */
export type Gender =
  /** Female. */
  | 'FEMALE'
  /** Male. */
  | 'MALE'
  /** Neither female nor male alone. */
  | 'NON_BINARY'
  /**
   * The backend has something that Facet does not understand, such as "prefer not to say"; the
   * account's `raw` shows it.
   */
  | 'OTHER';

/**
 * A person at HAPTIK, Haptik's User API. It has no read: everything here is the last write that it
 * acknowledged, and null where Facet never wrote it.
 */
export type HaptikAccount = Account & Node & {
  readonly __typename?: 'HaptikAccount';
  /** When the backend acknowledged the last write. Null when there was none. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The backend that holds the record. */
  readonly backend: Backend;
  /**
   * What speaks against its being the person's, oldest first: answers of its backend to creations that
   * do not fit together with who holds what. Empty for the most part, and once it is settled by
   * `linkAccount` or `unlinkAccount`. Costs no call.
   */
  readonly conflicts: ReadonlyArray<Conflict>;
  /** What was written beyond the fields of its own: a flat object of text, numbers and booleans. */
  readonly customData?: Maybe<Scalars['JSONObject']['output']>;
  /**
   * The model, operating system and app that the person uses; `platform` is always null here. Always
   * there: its fields are null where nothing was written.
   */
  readonly device: Device;
  /** The e-mail address. */
  readonly email?: Maybe<Scalars['EmailAddress']['output']>;
  /**
   * The account's id in Facet, such as `acct_01h455vb4pex5vsknk084sn02q`. Opaque; `node` finds it
   * again.
   */
  readonly id: Scalars['ID']['output'];
  /** The language to address the person in. */
  readonly language?: Maybe<Scalars['LanguageCode']['output']>;
  /** The mobile number. */
  readonly mobileNumber?: Maybe<Scalars['PhoneNumber']['output']>;
  /** The person's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Always LAST_WRITE, as this backend has no read. Null when Facet never wrote the record. */
  readonly origin?: Maybe<Origin>;
  /**
   * What Facet wrote last and the backend acknowledged, under the backend's own field names. Null when
   * there was none. Secrets are never in it.
   */
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  /** The `auth_id`: letters and digits, issued by Facet or by whoever created the record. */
  readonly ref: Scalars['ID']['output'];
  /** The person whose record this is. */
  readonly user: User;
};

/** What only HAPTIK takes at creation. */
export type HaptikCreateInput = {
  /**
   * The client token of the person. A secret: it is sent to HAPTIK, and neither stored nor returned
   * nor logged.
   */
  readonly authCode?: InputMaybe<Scalars['String']['input']>;
  /**
   * The `auth_id` to create the person under, letters and digits: the ref of the account. Facet issues
   * one when left out.
   */
  readonly authId?: InputMaybe<Scalars['ID']['input']>;
};

/**
 * A person at HAPTIK_TRACT, Haptik's external-chat-tool integration: who chats, and over which
 * platform. A person of whom Haptik told this server by its create-user hook is shown as it told,
 * `origin: LAST_WRITE`, as long as the backend cannot be read, fails, or does not know them yet.
 */
export type HaptikTractAccount = Account & Node & {
  readonly __typename?: 'HaptikTractAccount';
  /** When the record was read. Costs the same read as `origin`, and is null with it. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The backend that holds the record. */
  readonly backend: Backend;
  /**
   * What speaks against its being the person's, oldest first: answers of its backend to creations that
   * do not fit together with who holds what. Empty for the most part, and once it is settled by
   * `linkAccount` or `unlinkAccount`. Costs no call.
   */
  readonly conflicts: ReadonlyArray<Conflict>;
  /**
   * Further details by name. Costs one call more, whatever names are asked for at several places of
   * the query. Null when there are none.
   */
  readonly details?: Maybe<Scalars['JSONObject']['output']>;
  /**
   * The names that `details` can be asked for; they differ from person to person. Null when there are
   * none.
   */
  readonly detailsAvailable?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The platform over which the person chats. */
  readonly devicePlatform?: Maybe<DevicePlatform>;
  /**
   * The person's id in the external chat tool (ECT), as that tool answered when Facet announced the
   * person. Null when it did not.
   */
  readonly ectUserId?: Maybe<Scalars['ID']['output']>;
  /**
   * The account's id in Facet, such as `acct_01h455vb4pex5vsknk084sn02q`. Opaque; `node` finds it
   * again.
   */
  readonly id: Scalars['ID']['output'];
  /**
   * How the record came here. Costs the account's main read, the operation `user`. Null when the
   * backend no longer knows the record.
   */
  readonly origin?: Maybe<Origin>;
  /**
   * The record of the main read as the backend sent it, with its own field names. Costs the same read
   * as `origin`, and is null with it. Secrets are never in it.
   */
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  /** The user id within Haptik, an opaque text. */
  readonly ref: Scalars['ID']['output'];
  /** The person's id at a third party or on a social platform, such as a WhatsApp id. */
  readonly thirdPartyUserId?: Maybe<Scalars['ID']['output']>;
  /** The person whose record this is. */
  readonly user: User;
  /** The person's name. */
  readonly userName?: Maybe<Scalars['String']['output']>;
};


/**
 * A person at HAPTIK_TRACT, Haptik's external-chat-tool integration: who chats, and over which
 * platform. A person of whom Haptik told this server by its create-user hook is shown as it told,
 * `origin: LAST_WRITE`, as long as the backend cannot be read, fails, or does not know them yet.
 */
export type HaptikTractAccountDetailsArgs = {
  names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What the external chat tool (ECT) is told about a person. */
export type HaptikTractCreateInput = {
  /** The details that the ECT may ask for later, such as `{"name": "loyalty"}`. */
  readonly detailsAvailable?: InputMaybe<ReadonlyArray<Scalars['JSONObject']['input']>>;
  /** The person's id at a third party or on a social platform, such as a WhatsApp id. */
  readonly thirdPartyUserId?: InputMaybe<Scalars['ID']['input']>;
  /** The user id within Haptik that the ECT is told about: the ref of the account. */
  readonly userId: Scalars['ID']['input'];
};

/** One page of what happened to a person's accounts. */
export type HistoryConnection = {
  readonly __typename?: 'HistoryConnection';
  /** The entries of the page, newest first, each with its cursor. */
  readonly edges: ReadonlyArray<HistoryEdge>;
  /** The same entries without cursors, for those who need none. */
  readonly nodes: ReadonlyArray<HistoryEntry>;
  /** Whether there is more before and after the page. */
  readonly pageInfo: PageInfo;
};

/** One entry in a page of a history. */
export type HistoryEdge = {
  readonly __typename?: 'HistoryEdge';
  /** The entry's place in the history, to continue from: opaque text for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: HistoryEntry;
};

/** One change of who holds an account. Kept for ever, and with no personal data beyond the ref. */
export type HistoryEntry = {
  readonly __typename?: 'HistoryEntry';
  /** Who asked for it, or `facet` itself. */
  readonly actor: Scalars['String']['output'];
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The backend of the account. */
  readonly backend: Backend;
  /**
   * What spoke for it: the mutation, a `lookup` that the backend confirmed, the field such as
   * `reportees` in which a backend named the record, or a `hook` by which it told of the person. Of a
   * CANCEL the id of the operation.
   */
  readonly evidence: Scalars['String']['output'];
  /** What happened. */
  readonly kind: HistoryKind;
  /**
   * In a merge or its undoing, the id of the other user, whose accounts were moved; in a conflict, of
   * the user who holds the account, if somebody does. Null otherwise.
   */
  readonly otherUserId?: Maybe<Scalars['ID']['output']>;
  /** The identifier of the account at the backend. */
  readonly ref: Scalars['ID']['output'];
  /**
   * The part of the backend that the account belongs to: the corporation at EMERITUS. Null where a
   * backend has no parts.
   */
  readonly scope?: Maybe<Scalars['String']['output']>;
  /** The id of the user whom it happened to; in a merge, of the one who stayed. */
  readonly userId: Scalars['ID']['output'];
};

/** What happened to an account of a person. */
export type HistoryKind =
  /** A backend named or confirmed it, and nobody held it: a new user did from then on. */
  | 'ADOPT'
  /**
   * A write that was accepted for the person and not finished was cancelled, since the account left the
   * person.
   */
  | 'CANCEL'
  /**
   * A backend answered the creation of the person with it, although another user holds it or the person
   * has another account in its place. It was not linked.
   */
  | 'CONFLICT'
  /** A backend answered a creation with it. */
  | 'CREATE'
  /** Someone said that it is the person's. */
  | 'LINK'
  /** It came to the person with the user who was found to be the same person. */
  | 'MERGE'
  /** Someone said that it is not the person's. */
  | 'UNLINK'
  /** It went back to that user, as the two turned out to be different people. */
  | 'UNMERGE';

/** Says that a record is a person's. */
export type LinkAccountInput = {
  /** The record that is theirs. */
  readonly account: AccountRef;
  /** The person who is known already. */
  readonly user: UserBy;
};

/** What became of a link. */
export type LinkAccountPayload = {
  readonly __typename?: 'LinkAccountPayload';
  /**
   * When two users became one: the ids of the younger one, which mean `user` from now on. Evict them from
   * caches. Empty when nobody was merged.
   */
  readonly absorbedIds: ReadonlyArray<Scalars['ID']['output']>;
  /** The account that is linked now, or was before. Null when there are `errors`. */
  readonly account?: Maybe<Account>;
  /**
   * Why there is no link: NOT_FOUND for a person or a record that does not exist, CONFLICT when the
   * person has another account there, or the record's holder and the person have accounts in the same
   * place.
   */
  readonly errors: ReadonlyArray<UserError>;
  /** The person. Null when nobody is known by the identifier, or the input is wrong. */
  readonly user?: Maybe<User>;
};

/** Where a person lives. */
export type Location = {
  readonly __typename?: 'Location';
  /**
   * The city. From EMERITUS: the city it settled on, else the one it was told, else the one of the
   * mobile number.
   */
  readonly city?: Maybe<Scalars['String']['output']>;
  /** The country. From VOLT_MX. */
  readonly country?: Maybe<Scalars['CountryCode']['output']>;
  /** The country's name in English, such as `India`. Null when `country` is. */
  readonly countryName?: Maybe<Scalars['String']['output']>;
  /** The state or province, in the backend's own words. From VOLT_MX. */
  readonly state?: Maybe<Scalars['String']['output']>;
};

/** Where a person lives. */
export type LocationInput = {
  /** The city. No backend documents a write for it, so it is not stored anywhere. */
  readonly city?: InputMaybe<Scalars['String']['input']>;
  /** The country. Stored by VOLT_MX, under its English name. */
  readonly country?: InputMaybe<Scalars['CountryCode']['input']>;
  /** The state or province. Stored by VOLT_MX, which needs it in the United States. */
  readonly state?: InputMaybe<Scalars['String']['input']>;
};

/**
 * Everything that can be written. A mutation checks its whole input before anything is sent; what is
 * wrong with the input, or cannot be done, stands in the payload's `errors` as data with a path. Each
 * backend answers for itself in `outcomes`, and one that fails does not stop the others. A GraphQL
 * error says that something is broken: the payload is null then, and what other mutations of the same
 * request came to is there.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Creates a person at every backend asked for that has what it needs, and links the accounts that
   * they answer to one user. A backend that has the person already answers EXISTED, and its record is
   * linked. Where that tells that the person is a known user, no second account is made for them at
   * HAPTIK, unless you name its `authId`, nor at HAPTIK_TRACT: what they have there is told as EXISTED.
   */
  readonly createUser?: Maybe<CreateUserPayload>;
  /**
   * Erases a person: removes all that Facet holds of them, keeps keyed hashes by which they are known
   * again, and says in a certificate what was removed and what is left at the backends. Waiting writes of
   * the person are cancelled. A webhook or a look-up does not bring the person back; `linkAccount` does,
   * for somebody who decided so.
   */
  readonly eraseUser?: Maybe<EraseUserPayload>;
  /**
   * Says that a backend's record is this person. A backend that can be read is asked whether the
   * record exists; nothing changes at any backend. When another user holds the record, the two users
   * are one person and are merged: the older one stays and takes all accounts, and the id of the
   * younger finds the older one until the merge is undone. When both have an account in the same place,
   * it is a CONFLICT that names the two, and nothing changes. Writes that wait stay valid, in the order of
   * each account: they were accepted for the same person. Every link is kept in the history with its time
   * and who asked.
   */
  readonly linkAccount?: Maybe<LinkAccountPayload>;
  /**
   * Says that a backend's record is not this person. A merge that brought the record to the person, or
   * that was made because of it, is undone as a whole, the latest of several: both users have again
   * what they had, and what was linked since stays with the older one. Else the record is unlinked, and
   * the user stays, even with no account left. Nothing changes at any backend: writes that were accepted
   * for the person and still wait for an account that leaves are cancelled. Kept in the history as a link
   * is.
   */
  readonly unlinkAccount?: Maybe<UnlinkAccountPayload>;
  /**
   * Changes a person's e-mail address in every linked account whose backend documents such a write:
   * HAPTIK and EMERITUS.
   */
  readonly updateEmail?: Maybe<UpdateEmailPayload>;
  /**
   * Adds and removes owners of a person at EMERITUS, one call an owner: removals first, then
   * additions, each in the order given. Stops at the first that fails.
   */
  readonly updateOwners?: Maybe<UpdateOwnersPayload>;
  /** Moves a person to a pool at EMERITUS. */
  readonly updatePool?: Maybe<UpdatePoolPayload>;
  /**
   * Changes a person in every linked account whose backend documents an update: HAPTIK, and EMERITUS for
   * the e-mail address.
   */
  readonly updateUser?: Maybe<UpdateUserPayload>;
};


/**
 * Everything that can be written. A mutation checks its whole input before anything is sent; what is
 * wrong with the input, or cannot be done, stands in the payload's `errors` as data with a path. Each
 * backend answers for itself in `outcomes`, and one that fails does not stop the others. A GraphQL
 * error says that something is broken: the payload is null then, and what other mutations of the same
 * request came to is there.
 */
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/**
 * Everything that can be written. A mutation checks its whole input before anything is sent; what is
 * wrong with the input, or cannot be done, stands in the payload's `errors` as data with a path. Each
 * backend answers for itself in `outcomes`, and one that fails does not stop the others. A GraphQL
 * error says that something is broken: the payload is null then, and what other mutations of the same
 * request came to is there.
 */
export type MutationEraseUserArgs = {
  input: EraseUserInput;
};


/**
 * Everything that can be written. A mutation checks its whole input before anything is sent; what is
 * wrong with the input, or cannot be done, stands in the payload's `errors` as data with a path. Each
 * backend answers for itself in `outcomes`, and one that fails does not stop the others. A GraphQL
 * error says that something is broken: the payload is null then, and what other mutations of the same
 * request came to is there.
 */
export type MutationLinkAccountArgs = {
  input: LinkAccountInput;
};


/**
 * Everything that can be written. A mutation checks its whole input before anything is sent; what is
 * wrong with the input, or cannot be done, stands in the payload's `errors` as data with a path. Each
 * backend answers for itself in `outcomes`, and one that fails does not stop the others. A GraphQL
 * error says that something is broken: the payload is null then, and what other mutations of the same
 * request came to is there.
 */
export type MutationUnlinkAccountArgs = {
  input: UnlinkAccountInput;
};


/**
 * Everything that can be written. A mutation checks its whole input before anything is sent; what is
 * wrong with the input, or cannot be done, stands in the payload's `errors` as data with a path. Each
 * backend answers for itself in `outcomes`, and one that fails does not stop the others. A GraphQL
 * error says that something is broken: the payload is null then, and what other mutations of the same
 * request came to is there.
 */
export type MutationUpdateEmailArgs = {
  input: UpdateEmailInput;
};


/**
 * Everything that can be written. A mutation checks its whole input before anything is sent; what is
 * wrong with the input, or cannot be done, stands in the payload's `errors` as data with a path. Each
 * backend answers for itself in `outcomes`, and one that fails does not stop the others. A GraphQL
 * error says that something is broken: the payload is null then, and what other mutations of the same
 * request came to is there.
 */
export type MutationUpdateOwnersArgs = {
  input: UpdateOwnersInput;
};


/**
 * Everything that can be written. A mutation checks its whole input before anything is sent; what is
 * wrong with the input, or cannot be done, stands in the payload's `errors` as data with a path. Each
 * backend answers for itself in `outcomes`, and one that fails does not stop the others. A GraphQL
 * error says that something is broken: the payload is null then, and what other mutations of the same
 * request came to is there.
 */
export type MutationUpdatePoolArgs = {
  input: UpdatePoolInput;
};


/**
 * Everything that can be written. A mutation checks its whole input before anything is sent; what is
 * wrong with the input, or cannot be done, stands in the payload's `errors` as data with a path. Each
 * backend answers for itself in `outcomes`, and one that fails does not stop the others. A GraphQL
 * error says that something is broken: the payload is null then, and what other mutations of the same
 * request came to is there.
 */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};

/** Anything with an id of Facet's own that `node` finds again. */
export type Node = {
  /** Opaque, unique over everything, and valid for ever. Do not take it apart. */
  readonly id: Scalars['ID']['output'];
};

/** A part of an input that a backend does not keep. */
export type NotStored = {
  readonly __typename?: 'NotStored';
  /** Where it stands, from the argument on: `["input", "location", "city"]`. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Why it is not kept. Safe to show: it quotes no input. */
  readonly reason: Scalars['String']['output'];
};

/** What went wrong, or stood in, for one selected field of a person. */
export type Notice = {
  readonly __typename?: 'Notice';
  /** The backend whose part is missing or in doubt. */
  readonly backend: Backend;
  /** What happened. */
  readonly code: ErrorCode;
  /**
   * The field of `User`, a nested one by path (`location.city`), or the field of an account selected below
   * `accounts` or `account`.
   */
  readonly field: Scalars['String']['output'];
  /** The same in words, safe to show. */
  readonly message: Scalars['String']['output'];
};

/**
 * One write, kept until it is finished and for a while after. It survives a crash: whatever it was
 * about to send is sent, whatever was sent is found out about, as far as the backend allows.
 */
export type Operation = {
  readonly __typename?: 'Operation';
  /** When it was begun. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it was finished. Null while it is not. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * The operation's id, such as `oper_01h455vb4pex5vsknk084sn02q`. Opaque; `Query.operation` finds it
   * again.
   */
  readonly id: Scalars['ID']['output'];
  /** The name of the mutation, such as `createUser`. */
  readonly mutation: Scalars['String']['output'];
  /**
   * What each backend did so far, in the order of the payload; for a change of owners one for each
   * owner.
   */
  readonly outcomes: ReadonlyArray<Outcome>;
  /** Whether it is finished. */
  readonly state: OperationState;
  /** The person whom it created or changed. Null while nobody knows. */
  readonly user?: Maybe<User>;
};

/** How far a write has come. */
export type OperationState =
  /** Every backend has had its last word. */
  | 'DONE'
  /** It is being worked on. */
  | 'RUNNING'
  /** Some of it is PENDING. Facet tries again by itself. */
  | 'WAITING';

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

/** What one backend did with one write. */
export type Outcome = {
  readonly __typename?: 'Outcome';
  /** The account that was created, found or changed. Null when there is none. Costs no call by itself. */
  readonly account?: Maybe<Account>;
  /**
   * How many requests were sent to the backend for this write; 0 when it was settled without one. Of a
   * creation and a call that follows on it, those of the one that took more.
   */
  readonly attempts: Scalars['Int']['output'];
  /** The backend that the outcome is about. */
  readonly backend: Backend;
  /**
   * Why the write was not done as asked: set for SKIPPED, UNSUPPORTED, FAILED, UNKNOWN and PENDING,
   * where the backend did it and the account could not be linked, and where it made the record and a
   * part of the input, which goes there by a call of its own, is not written yet or cannot be. Null
   * otherwise.
   */
  readonly error?: Maybe<BackendError>;
  /** The requests that failed, oldest first; of many the latest 20. */
  readonly failures: ReadonlyArray<FailedAttempt>;
  /**
   * Fields of the person that the backend keeps as asked and that show another value all the same, since
   * a source that comes first has one: each with all its sources. Empty when what was stored is what
   * shows. Costs what `User.provenance` of the fields in `stored` costs, when selected.
   */
  readonly hiddenBy: ReadonlyArray<FieldProvenance>;
  /**
   * What the backend does not keep of an input that it took, or of a person whom it had already, and
   * why; where it answered that it holds something else than it was sent; what a later change took the
   * place of before it was sent; and of an input that the backend refused, what it found fault with. Nothing of the input is missing in both lists of a backend that
   * is CREATED, EXISTED or UPDATED. Empty where nothing was taken: there `error` tells why.
   */
  readonly notStored: ReadonlyArray<NotStored>;
  /**
   * The identifier of the record at the backend, as far as it is known. Also of one that may be there
   * and is not linked: for a creation that is PENDING or UNKNOWN the `auth_id` that was issued, or the
   * id that you named, to look it up by. Null when nothing is or may be there.
   */
  readonly ref?: Maybe<Scalars['ID']['output']>;
  /** What it came to. */
  readonly status: OutcomeStatus;
  /**
   * What the backend keeps of the input: paths below `input`, such as `email`, `location.country` or
   * `set.displayName`. Empty for what is EXISTED, since a creation changes no record that is there; and
   * as long as nothing was taken.
   */
  readonly stored: ReadonlyArray<Scalars['String']['output']>;
};

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

/** What is done with an owner. */
export type OwnerChange =
  /** The owner is put on the list; one who is on it stays. */
  | 'ADD'
  /** The owner is taken off the list; one who is not on it stays off. */
  | 'REMOVE';

/**
 * What became of one owner. Changes are applied in the order in which they stand here: removals first,
 * then additions. After one that fails, the others are SKIPPED; behind one that is PENDING they wait,
 * PENDING too.
 */
export type OwnerOutcome = {
  readonly __typename?: 'OwnerOutcome';
  /** What was to be done with the owner. */
  readonly change: OwnerChange;
  /** Why it was not done, or not surely. Null when it was. */
  readonly error?: Maybe<BackendError>;
  /** The owner's id at EMERITUS. */
  readonly owner: Scalars['ID']['output'];
  /** What it came to. */
  readonly status: OutcomeStatus;
};

/** Where a page stands in the whole list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last person of the page, for `after`. Null when the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there are people after this page, that is older ones. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are people before this page, that is newer ones. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first person of the page, for `before`. Null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A telephone number of a person. */
export type Phone = {
  readonly __typename?: 'Phone';
  /** What the number is. */
  readonly kind: PhoneKind;
  /** The number in E.164. */
  readonly number: Scalars['PhoneNumber']['output'];
  /** Whether it is the number that the backend puts first. Null where it says of none that it is. */
  readonly primary?: Maybe<Scalars['Boolean']['output']>;
  /** The backend that the number comes from; the first one when several have it. */
  readonly source: Backend;
};

/** What a telephone number is. */
export type PhoneKind =
  /** The backend keeps it as the person's mobile number. */
  | 'MOBILE'
  /** The backend keeps it as a second mobile number. */
  | 'MOBILE_BACKUP'
  /** The backend does not say what it is. */
  | 'OTHER';

/**
 * Somebody who may be the same person, by what both were last written with or were read to have.
 * Nothing is merged because of it: that is for `linkAccount`, when someone knows.
 */
export type PossibleDuplicate = {
  readonly __typename?: 'PossibleDuplicate';
  /** What speaks for it, one entry for each thing that the two share. */
  readonly evidence: ReadonlyArray<SharedContact>;
  /** The other user. */
  readonly user: User;
};

/**
 * Everything that can be read. Start with `user` for one person, or with `backends` to see what this
 * server knows.
 */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * All the people known here, newest first, one page at a time. Finding them asks no backend; what
   * you select of each person may. Page forwards with `first` and `after`, or backwards with `last`
   * and `before`; without either the first 20 come. Null when the arguments describe no page, or the
   * registry failed: `errors` says why.
   */
  readonly allUsers?: Maybe<UserConnection>;
  /**
   * Who did what here, newest first, one page at a time: every mutation, export and erasure, what was
   * refused, and changes of the keys and of the backends that this server belongs to. It holds no
   * personal data, nothing changes it, and entries are kept as long as the server is configured to, 400
   * days by default.
   */
  readonly audit?: Maybe<AuditConnection>;
  /**
   * The capability matrix: what each backend can read and write here, and how it fares. Asks no
   * backend.
   */
  readonly backends?: Maybe<ReadonlyArray<BackendInfo>>;
  /**
   * All that Facet holds of a person, and what it can read of them at the backends at this moment, as one
   * JSON document: accounts, contact points, last writes, writes with their inputs, history, audit, every
   * unified field with what each backend says, and the records themselves or why one is missing. Null
   * when nobody is known by the identifier.
   */
  readonly exportUser?: Maybe<Scalars['JSONObject']['output']>;
  /**
   * Anything that has an `id`, by that id: a user or an account. Null when there is no such thing.
   * Asks no backend by itself.
   */
  readonly node?: Maybe<Node>;
  /**
   * As `node`, for several ids at once: in the order asked, null for an id that is unknown. Null as a
   * whole when the ids are too many.
   */
  readonly nodes?: Maybe<ReadonlyArray<Maybe<Node>>>;
  /**
   * One write, running or finished, by the `id` that its mutation's payload has as `operation`. Null
   * when there is none, when it was another caller's and this one lacks the scope `ops:read`, and when it is
   * forgotten: finished ones are kept as long as an idempotency key is, a day by default.
   */
  readonly operation?: Maybe<Operation>;
  /**
   * One person by any identifier of any backend. Null when nobody is known by it. Finding costs no
   * call when the identifier is known here. Otherwise its backend is asked, where it can be read: when
   * it confirms the identifier, the person is adopted, as a new user with this one account.
   */
  readonly user?: Maybe<User>;
  /**
   * As `user`, for several people at once: in the order asked, null for who is unknown. All that these
   * people share is fetched once. Null as a whole when the identifiers are too many.
   */
  readonly users?: Maybe<ReadonlyArray<Maybe<User>>>;
};


/**
 * Everything that can be read. Start with `user` for one person, or with `backends` to see what this
 * server knows.
 */
export type QueryAllUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be read. Start with `user` for one person, or with `backends` to see what this
 * server knows.
 */
export type QueryAuditArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be read. Start with `user` for one person, or with `backends` to see what this
 * server knows.
 */
export type QueryExportUserArgs = {
  by: UserBy;
};


/**
 * Everything that can be read. Start with `user` for one person, or with `backends` to see what this
 * server knows.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. Start with `user` for one person, or with `backends` to see what this
 * server knows.
 */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * Everything that can be read. Start with `user` for one person, or with `backends` to see what this
 * server knows.
 */
export type QueryOperationArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. Start with `user` for one person, or with `backends` to see what this
 * server knows.
 */
export type QueryUserArgs = {
  by: UserBy;
};


/**
 * Everything that can be read. Start with `user` for one person, or with `backends` to see what this
 * server knows.
 */
export type QueryUsersArgs = {
  by: ReadonlyArray<UserBy>;
};

/** An e-mail address or a telephone number that two users share. */
export type SharedContact = {
  readonly __typename?: 'SharedContact';
  /** The backend where this user has it. */
  readonly backend: Backend;
  /**
   * The field's name there, such as `mobile_no`. Several joined into one value stand with a space
   * between.
   */
  readonly backendField: Scalars['String']['output'];
  /** What it is. */
  readonly kind: ContactKind;
  /** Whether it was read a moment ago, or is the last write. */
  readonly origin: Origin;
  /** The backend where the other user has it. */
  readonly otherBackend: Backend;
  /** The field's name there. */
  readonly otherBackendField: Scalars['String']['output'];
  /** Whether it was read a moment ago, or is the last write. */
  readonly otherOrigin: Origin;
  /** The address in lower case, or the number in E.164. */
  readonly value: Scalars['String']['output'];
};

/** Over which channels a person agreed to hear from us. Null for a channel of which nothing is known. */
export type Subscriptions = {
  readonly __typename?: 'Subscriptions';
  /** E-mail. At VOLT_MX. */
  readonly email?: Maybe<Scalars['Boolean']['output']>;
  /** Text messages. At VOLT_MX. */
  readonly sms?: Maybe<Scalars['Boolean']['output']>;
  /** Voice messages by telephone. At VOLT_MX. */
  readonly voice?: Maybe<Scalars['Boolean']['output']>;
};

/**
 * Over which channels a person agreed to hear from us. A channel left out is not mentioned to the
 * backend.
 */
export type SubscriptionsInput = {
  /** E-mail. Stored by VOLT_MX. */
  readonly email?: InputMaybe<Scalars['Boolean']['input']>;
  /** Text messages. Stored by VOLT_MX. */
  readonly sms?: InputMaybe<Scalars['Boolean']['input']>;
  /** Voice messages by telephone. Stored by VOLT_MX. */
  readonly voice?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Says that a record is not a person's. */
export type UnlinkAccountInput = {
  /** The record that is not theirs. */
  readonly account: AccountRef;
  /** The person who holds the record. */
  readonly user: UserBy;
};

/** What became of an unlinking. */
export type UnlinkAccountPayload = {
  readonly __typename?: 'UnlinkAccountPayload';
  /**
   * The writes that were accepted for the person and were not finished, of which something was cancelled
   * because its account left the person: their outcomes say what. What was not sent is FAILED as
   * CONFLICT; what was sent without an answer is UNKNOWN, and is not sent again. The person's history has
   * an entry for each.
   */
  readonly cancelledOperations: ReadonlyArray<Operation>;
  /**
   * Why nothing was unlinked: NOT_FOUND when there is no such person, or the person has no such
   * account.
   */
  readonly errors: ReadonlyArray<UserError>;
  /**
   * When a merge was undone: the younger of the two, who is a user again under the id of before. Null
   * otherwise.
   */
  readonly restored?: Maybe<User>;
  /**
   * The person without the account; of two whose merge was undone, the one who has it not. Null when
   * nobody is known by the identifier, or the input is wrong.
   */
  readonly user?: Maybe<User>;
};

/** A change of an e-mail address. */
export type UpdateEmailInput = {
  /**
   * Only these backends. When left out: every linked one that documents the write, that is HAPTIK and
   * EMERITUS.
   */
  readonly at?: InputMaybe<ReadonlyArray<Backend>>;
  /** The new address. */
  readonly email: Scalars['EmailAddress']['input'];
  /**
   * A text of your choice that names this one write, such as a UUID, for sending it again safely: the
   * same key with the same input is the same operation, and gives the answer that was recorded. What
   * FAILED before it took effect and may succeed later is tried again then; another input is refused
   * as IDEMPOTENCY_KEY_REUSED. A key belongs to one caller and one mutation, and is kept for a day by
   * default. At most 255 characters.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The person. */
  readonly user: UserBy;
};

/** What became of a change of an e-mail address. */
export type UpdateEmailPayload = {
  readonly __typename?: 'UpdateEmailPayload';
  /** What is wrong with the input. When there is any, nothing was sent. */
  readonly errors: ReadonlyArray<UserError>;
  /**
   * The write as a durable operation: ask for it again by its `id` to learn what becomes of what is
   * PENDING. Null when there are `errors`.
   */
  readonly operation?: Maybe<Operation>;
  /**
   * What each backend did: every backend once, in the order of `Backend`; where the person has several
   * accounts, as in two corporations of EMERITUS, once for each, the configured corporation's first.
   * Naming the person by one of them leaves the others alone, SKIPPED. Empty when nobody is known by the
   * identifier.
   */
  readonly outcomes: ReadonlyArray<Outcome>;
  /** The person after the change. Null when nobody is known by the identifier. */
  readonly user?: Maybe<User>;
};

/** A change of who looks after a person. Name at least one owner, and none in both lists. */
export type UpdateOwnersInput = {
  /** Owners to add, as ids at EMERITUS. One call each. */
  readonly add?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /**
   * A text of your choice that names this one write, such as a UUID, for sending it again safely: the
   * same key with the same input is the same operation, and gives the answer that was recorded. What
   * FAILED before it took effect and may succeed later is tried again then; another input is refused
   * as IDEMPOTENCY_KEY_REUSED. A key belongs to one caller and one mutation, and is kept for a day by
   * default. At most 255 characters.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Owners to remove, as ids at EMERITUS. One call each, before the additions. */
  readonly remove?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /**
   * The person. Their account at EMERITUS is changed; of several the one named here, else the
   * configured corporation's. Where none of several is, one has to be named.
   */
  readonly user: UserBy;
};

/** What became of a change of owners. */
export type UpdateOwnersPayload = {
  readonly __typename?: 'UpdateOwnersPayload';
  /** What is wrong with the input. When there is any, nothing was sent. */
  readonly errors: ReadonlyArray<UserError>;
  /**
   * The write as a durable operation: ask for it again by its `id` to learn what becomes of what is
   * PENDING. Null when there are `errors`.
   */
  readonly operation?: Maybe<Operation>;
  /** What became of each owner, in the order applied. */
  readonly outcomes: ReadonlyArray<OwnerOutcome>;
  /**
   * All owners, as the backend reported them after the last change that took effect. Null when it
   * never reported any.
   */
  readonly owners?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** The person after the change. Null when nobody is known by the identifier. */
  readonly user?: Maybe<User>;
};

/** A move to another pool. */
export type UpdatePoolInput = {
  /**
   * A text of your choice that names this one write, such as a UUID, for sending it again safely: the
   * same key with the same input is the same operation, and gives the answer that was recorded. What
   * FAILED before it took effect and may succeed later is tried again then; another input is refused
   * as IDEMPOTENCY_KEY_REUSED. A key belongs to one caller and one mutation, and is kept for a day by
   * default. At most 255 characters.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The pool, such as `alive`, `dead` or `public`: an open set. Not blank. */
  readonly pool: Scalars['String']['input'];
  /**
   * The person. Their account at EMERITUS is moved; of several the one named here, else the configured
   * corporation's. Where none of several is, one has to be named.
   */
  readonly user: UserBy;
};

/** What became of a move. */
export type UpdatePoolPayload = {
  readonly __typename?: 'UpdatePoolPayload';
  /** What is wrong with the input. When there is any, nothing was sent. */
  readonly errors: ReadonlyArray<UserError>;
  /**
   * The write as a durable operation: ask for it again by its `id` to learn what becomes of what is
   * PENDING. Null when there are `errors`.
   */
  readonly operation?: Maybe<Operation>;
  /**
   * What each backend did: every backend once, in the order of `Backend`; where the person has several
   * accounts, as in two corporations of EMERITUS, once for each, the others SKIPPED. Empty when nobody
   * is known by the identifier.
   */
  readonly outcomes: ReadonlyArray<Outcome>;
  /** The person after the move. Null when nobody is known by the identifier. */
  readonly user?: Maybe<User>;
};

/** A change of a person who exists. */
export type UpdateUserInput = {
  /**
   * A text of your choice that names this one write, such as a UUID, for sending it again safely: the
   * same key with the same input is the same operation, and gives the answer that was recorded. What
   * FAILED before it took effect and may succeed later is tried again then; another input is refused
   * as IDEMPOTENCY_KEY_REUSED. A key belongs to one caller and one mutation, and is kept for a day by
   * default. At most 255 characters.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What changes. */
  readonly set: UserChanges;
  /** The person. */
  readonly user: UserBy;
};

/** What became of a change. */
export type UpdateUserPayload = {
  readonly __typename?: 'UpdateUserPayload';
  /** What is wrong with the input. When there is any, nothing was sent. */
  readonly errors: ReadonlyArray<UserError>;
  /**
   * The write as a durable operation: ask for it again by its `id` to learn what becomes of what is
   * PENDING. Null when there are `errors`.
   */
  readonly operation?: Maybe<Operation>;
  /**
   * What each backend did: every backend once, in the order of `Backend`; where the person has several
   * accounts, as in two corporations of EMERITUS, once for each, the configured corporation's first.
   * Naming the person by one of them leaves the others alone, SKIPPED. Empty when nobody is known by the
   * identifier.
   */
  readonly outcomes: ReadonlyArray<Outcome>;
  /** The person after the change. Null when nobody is known by the identifier. */
  readonly user?: Maybe<User>;
};

/**
 * A user is one person, put together from the accounts that backends hold of them: at most one at each
 * backend, or in each corporation where a backend has several. Every field below `accounts` may cost
 * calls to backends and costs no more than it must: fields with the same source share its call, and
 * the next source of a field is asked only when a better one has no value or failed. A field is null
 * when no backend has a value. When a backend failed and no other had the value, `errors` says so at
 * the field's path; when another source stood in, `extensions.warnings` does. The sources named below
 * are in order of precedence, which a server may be configured to change; `provenance` shows what
 * happened.
 */
export type User = Node & {
  readonly __typename?: 'User';
  /**
   * The person's account at one backend, null when there is none. Of accounts in several corporations
   * the configured one's comes first. Costs no call by itself.
   */
  readonly account?: Maybe<Account>;
  /**
   * The records that backends hold of the person, in the order of `Backend`. Costs no call by itself;
   * empty when every account was unlinked.
   */
  readonly accounts: ReadonlyArray<Account>;
  /** Whether the person's record is in use. From CHAKRA. */
  readonly active?: Maybe<Scalars['Boolean']['output']>;
  /** The age in whole years: as EMERITUS has it, else counted from CHAKRA's date of birth to today. */
  readonly age?: Maybe<Scalars['Int']['output']>;
  /** Whether the person can be reached, in CHAKRA's own words, such as `AVAILABLE`: an open set. */
  readonly availability?: Maybe<Scalars['String']['output']>;
  /** The profile picture. From CHAKRA. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** What the person says of themselves. From CHAKRA. */
  readonly bio?: Maybe<Scalars['String']['output']>;
  /** The date of birth. From CHAKRA. */
  readonly birthDate?: Maybe<Scalars['Date']['output']>;
  /** The picture behind the profile. From CHAKRA. */
  readonly coverUrl?: Maybe<Scalars['URL']['output']>;
  /** When the record was made. From CHAKRA. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What HAPTIK was told beyond its own fields: a flat object. */
  readonly customData?: Maybe<Scalars['JSONObject']['output']>;
  /** Whether the record is marked as deleted. From CHAKRA, which still shows such records. */
  readonly deleted?: Maybe<Scalars['Boolean']['output']>;
  /**
   * When the record was marked as deleted. Null while `deleted` is false, and where CHAKRA tells no
   * time.
   */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Further details from HAPTIK_TRACT by name. Costs one call for the whole person, whatever names are
   * asked for at several places of the query, after the read that says which exist. Null when there
   * are none.
   */
  readonly details?: Maybe<Scalars['JSONObject']['output']>;
  /** What the person uses to reach us. Always there, as `location`. */
  readonly device: Device;
  /**
   * The whole name, as one shows it. From CHAKRA, EMERITUS, HAPTIK, HAPTIK_TRACT, or first and last
   * name at VOLT_MX.
   */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /**
   * The first address of the first source that has one, its primary address ahead. From CHAKRA,
   * EMERITUS, HAPTIK or VOLT_MX.
   */
  readonly email?: Maybe<Scalars['EmailAddress']['output']>;
  /**
   * The addresses of all linked sources, in the order of `email`'s sources and without repetitions.
   * Asks every source.
   */
  readonly emails: ReadonlyArray<Email>;
  /** Where and as what the person works. Always there, as `location`. */
  readonly employment: Employment;
  /** The last name. From CHAKRA, VOLT_MX or EMERITUS. */
  readonly familyName?: Maybe<Scalars['String']['output']>;
  /** The gender, understood in any case and in the main languages. From CHAKRA or EMERITUS. */
  readonly gender?: Maybe<Gender>;
  /** The first name. From CHAKRA, VOLT_MX or EMERITUS. */
  readonly givenName?: Maybe<Scalars['String']['output']>;
  /**
   * What happened to the person's accounts, newest first: every creation, adoption, link, unlinking and
   * merge, with time, actor and evidence; also of users who were merged into this one. Without `first`
   * or `last` the newest 20 come. Asks no backend.
   */
  readonly history: HistoryConnection;
  /**
   * The person's id in Facet, such as `user_01h455vb4pex5vsknk084sn02q`. Opaque and valid for ever: the
   * id of a user who was merged into another one finds that one, as long as the merge stands.
   */
  readonly id: Scalars['ID']['output'];
  /** The language to address the person in. From HAPTIK. */
  readonly language?: Maybe<Scalars['LanguageCode']['output']>;
  /** When the person was last active. From VOLT_MX. */
  readonly lastActiveAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the person lives. Always there: its fields are null where no source has a value. */
  readonly location: Location;
  /** The middle name. From CHAKRA. */
  readonly middleName?: Maybe<Scalars['String']['output']>;
  /**
   * What went wrong, or stood in, for the fields of this person that are selected beside it: what `errors`
   * and `extensions.warnings` say of them, as data, since gateways pass on neither. Of the people behind
   * `reportees` and the like their own `notices` tell. Empty when all went well. Asks no backend.
   */
  readonly notices: ReadonlyArray<Notice>;
  /**
   * Who looks after the person, as ids at EMERITUS. It has no read for them: this is its answer to the
   * last change made through Facet, and null when there was none.
   */
  readonly owners?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /**
   * The first number of the first source that has one, its primary number ahead. From CHAKRA, EMERITUS
   * (mobile, profile, backup), HAPTIK or VOLT_MX.
   */
  readonly phone?: Maybe<Scalars['PhoneNumber']['output']>;
  /**
   * The numbers of all linked sources, in the order of `phone`'s sources and without repetitions. Asks
   * every source.
   */
  readonly phones: ReadonlyArray<Phone>;
  /**
   * The pool that the person is in at EMERITUS, such as `alive`, `dead` or `public`: an open set. It
   * has no read for it: this is the last pool set through Facet, and null when there was none.
   */
  readonly pool?: Maybe<Scalars['String']['output']>;
  /**
   * Other users who may be the same person: their last writes, or what was read of them a moment ago and
   * is still cached, have an e-mail address or a telephone number in common with this one's. Equality
   * alone merges nobody. At most 100 shared contacts are told. Asks no backend.
   */
  readonly possibleDuplicates: ReadonlyArray<PossibleDuplicate>;
  /**
   * Where each value came from, and what the other backends say. Asks every source of the fields
   * named, so name those that you need.
   */
  readonly provenance: ReadonlyArray<FieldProvenance>;
  /**
   * The people who report to this person. From CHAKRA; its word that they exist is taken, so each is a
   * user at no call of their own. Can be cyclic.
   */
  readonly reportees: ReadonlyArray<User>;
  /** Over which channels the person agreed to hear from us. Always there, as `location`. */
  readonly subscriptions: Subscriptions;
  /** Where the person's clock stands. From CHAKRA. */
  readonly timezone?: Maybe<Scalars['TimeZone']['output']>;
  /** When the record was last changed. From CHAKRA. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The name to log in with. From CHAKRA. */
  readonly username?: Maybe<Scalars['String']['output']>;
};


/**
 * A user is one person, put together from the accounts that backends hold of them: at most one at each
 * backend, or in each corporation where a backend has several. Every field below `accounts` may cost
 * calls to backends and costs no more than it must: fields with the same source share its call, and
 * the next source of a field is asked only when a better one has no value or failed. A field is null
 * when no backend has a value. When a backend failed and no other had the value, `errors` says so at
 * the field's path; when another source stood in, `extensions.warnings` does. The sources named below
 * are in order of precedence, which a server may be configured to change; `provenance` shows what
 * happened.
 */
export type UserAccountArgs = {
  at: Backend;
};


/**
 * A user is one person, put together from the accounts that backends hold of them: at most one at each
 * backend, or in each corporation where a backend has several. Every field below `accounts` may cost
 * calls to backends and costs no more than it must: fields with the same source share its call, and
 * the next source of a field is asked only when a better one has no value or failed. A field is null
 * when no backend has a value. When a backend failed and no other had the value, `errors` says so at
 * the field's path; when another source stood in, `extensions.warnings` does. The sources named below
 * are in order of precedence, which a server may be configured to change; `provenance` shows what
 * happened.
 */
export type UserDetailsArgs = {
  names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/**
 * A user is one person, put together from the accounts that backends hold of them: at most one at each
 * backend, or in each corporation where a backend has several. Every field below `accounts` may cost
 * calls to backends and costs no more than it must: fields with the same source share its call, and
 * the next source of a field is asked only when a better one has no value or failed. A field is null
 * when no backend has a value. When a backend failed and no other had the value, `errors` says so at
 * the field's path; when another source stood in, `extensions.warnings` does. The sources named below
 * are in order of precedence, which a server may be configured to change; `provenance` shows what
 * happened.
 */
export type UserHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * A user is one person, put together from the accounts that backends hold of them: at most one at each
 * backend, or in each corporation where a backend has several. Every field below `accounts` may cost
 * calls to backends and costs no more than it must: fields with the same source share its call, and
 * the next source of a field is asked only when a better one has no value or failed. A field is null
 * when no backend has a value. When a backend failed and no other had the value, `errors` says so at
 * the field's path; when another source stood in, `extensions.warnings` does. The sources named below
 * are in order of precedence, which a server may be configured to change; `provenance` shows what
 * happened.
 */
export type UserProvenanceArgs = {
  fields?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/**
 * A person by one identifier: exactly one of the fields. A ref, the identifier of a record at a
 * backend, is taken exactly as that backend writes it.
 */
export type UserBy =
  /**
   * The `auth_id` at HAPTIK, the ref of a `HaptikAccount`: letters and digits. No backend can be asked
   * for it.
   */
  { readonly authId: Scalars['ID']['input']; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  /** The user id at CHAKRA, the ref of a `ChakraAccount`: a UUID. */
  { readonly authId?: never; readonly chakraId: Scalars['ID']['input']; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  /**
   * The person's id in the external chat tool (ECT), as that tool answered a creation. It is looked up
   * among the people known here, no backend is asked. When several people share it, the error is
   * CONFLICT.
   */
  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId: Scalars['ID']['input']; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  /** The user id at EMERITUS together with the corporation, the ref of an `EmeritusAccount`. */
  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus: EmeritusRef; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  /** The user id within Haptik, the ref of a `HaptikTractAccount`. */
  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId: Scalars['ID']['input']; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  /** The `id` of a `User`. The id of a user who was merged into another still finds the person. */
  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id: Scalars['ID']['input']; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  /**
   * The person's id at a third party or on a social platform, as HAPTIK_TRACT told it. It is looked up
   * among the people known here, no backend is asked. When several people share it, the error is
   * CONFLICT, until a read of HAPTIK_TRACT tells that one of them has it no more.
   */
  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId: Scalars['ID']['input']; readonly voltMxId?: never; }
  |  /**
   * The user id at VOLT_MX, the ref of a `VoltMxAccount`: a 64-bit integer. Send it as text, as many
   * clients round large numbers. No backend can be asked for it.
   */
  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId: Scalars['ID']['input']; };

/**
 * The fields that change. A field left out stays as it is; null clears it where the backend can. Name
 * at least one.
 */
export type UserChanges = {
  /**
   * A new client token of the person at HAPTIK. A secret: it is sent, and neither stored nor returned
   * nor logged.
   */
  readonly authCode?: InputMaybe<Scalars['String']['input']>;
  /**
   * Takes the place of the whole custom data. A flat object: a list or an object inside is refused.
   * Stored by HAPTIK.
   */
  readonly customData?: InputMaybe<Scalars['JSONObject']['input']>;
  /**
   * What the person uses to reach us; within it too, a field left out stays. Stored by HAPTIK, but for
   * `platform`.
   */
  readonly device?: InputMaybe<DeviceInput>;
  /** The whole name. Stored by HAPTIK. Not blank. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** The e-mail address. Stored by HAPTIK, and by EMERITUS, which cannot clear it. */
  readonly email?: InputMaybe<Scalars['EmailAddress']['input']>;
  /** The language to address the person in. Stored by HAPTIK. */
  readonly language?: InputMaybe<Scalars['LanguageCode']['input']>;
  /** The telephone number. Stored by HAPTIK. */
  readonly phone?: InputMaybe<Scalars['PhoneNumber']['input']>;
};

/** One page of people. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The people of the page, newest first, each with its cursor. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The same people without cursors, for those who need none. */
  readonly nodes: ReadonlyArray<User>;
  /** Whether there is more before and after the page. */
  readonly pageInfo: PageInfo;
  /** How many people match the filter, over all pages. Counted only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One person in a page. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** The person's place in the list, to continue from: opaque text for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The person. */
  readonly node: User;
};

/** What is wrong with the input of a mutation, as data to act on. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** The kind of problem, for programs. */
  readonly code: ErrorCode;
  /** What is wrong, and what is wanted instead. Safe to show: it quotes no input. */
  readonly message: Scalars['String']['output'];
  /** Where it is wrong, from the argument on: `["input", "customData", "address"]`. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** Narrows `allUsers`. */
export type UserFilter = {
  /**
   * Only people who have an account at this backend. The accounts linked here count; the backend is
   * not asked.
   */
  readonly hasAccountAt?: InputMaybe<Backend>;
};

/**
 * A person at VOLT_MX, HCL Volt MX Engagement Services. It has no read: everything here is the last
 * write that it acknowledged, and null where Facet never wrote it.
 */
export type VoltMxAccount = Account & Node & {
  readonly __typename?: 'VoltMxAccount';
  /** When the backend acknowledged the last write. Null when there was none. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The backend that holds the record. */
  readonly backend: Backend;
  /**
   * What speaks against its being the person's, oldest first: answers of its backend to creations that
   * do not fit together with who holds what. Empty for the most part, and once it is settled by
   * `linkAccount` or `unlinkAccount`. Costs no call.
   */
  readonly conflicts: ReadonlyArray<Conflict>;
  /** The country that the person belongs to. */
  readonly country?: Maybe<Scalars['CountryCode']['output']>;
  /** The e-mail address. */
  readonly email?: Maybe<Scalars['EmailAddress']['output']>;
  /** The first name. */
  readonly firstName?: Maybe<Scalars['String']['output']>;
  /**
   * The account's id in Facet, such as `acct_01h455vb4pex5vsknk084sn02q`. Opaque; `node` finds it
   * again.
   */
  readonly id: Scalars['ID']['output'];
  /** When the person was last active. */
  readonly lastActiveAt?: Maybe<Scalars['DateTime']['output']>;
  /** The last name. */
  readonly lastName?: Maybe<Scalars['String']['output']>;
  /** The mobile number. */
  readonly mobileNumber?: Maybe<Scalars['PhoneNumber']['output']>;
  /** Always LAST_WRITE, as this backend has no read. Null when Facet never wrote the record. */
  readonly origin?: Maybe<Origin>;
  /**
   * What Facet wrote last and the backend acknowledged, under the backend's own field names. Null when
   * there was none. Secrets are never in it.
   */
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  /** The user id: a 64-bit integer as text, exact to the last digit. */
  readonly ref: Scalars['ID']['output'];
  /** The state or province. */
  readonly state?: Maybe<Scalars['String']['output']>;
  /**
   * Over which channels the person agreed to hear from us. Always there: its fields are null where
   * nothing was written.
   */
  readonly subscriptions: Subscriptions;
  /** The person whose record this is. */
  readonly user: User;
};
