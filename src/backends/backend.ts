import type { z } from 'zod';
import type { BackendError } from '#errors';
import type {
  AccountKey,
  Aliases,
  Lookup,
  ReportedAliases,
  WireRecord,
  InputPath,
  NotStored,
  Normalised,
} from '#normalise';
import type {
  Backend,
  CreateUserInput,
  ErrorCode,
  OwnerChange,
  UserBy,
  UserChanges,
} from '#schema';
import type { BindingKind } from './configuration/binding.ts';
import type { CallContext } from './call-context.ts';
import type { HttpBackend } from './http/http-backend.ts';
import type { InboundHook } from './inbound-hook.ts';

/** The operation name of the fields that no call can read: they come from the last acknowledged write. */
export const LAST_WRITE = 'lastWrite';

/** The operation name of the fields that the registry itself knows: a record of `ref`, `scope` and the aliases. */
export const REGISTRY = 'registry';

/** What has to be known of an account's property besides how its value is normalised. */
export type AccountFieldKind =
  /** A value that is shown as it is. */
  | 'value'
  /** A list of `Email` or `Phone`. */
  | 'contactPoints'
  /** Refs of other accounts of the same backend and scope: an edge of the graph. */
  | 'accountReferences'
  /** A JSON object of which a query asks for the values that it names (`ReadOperation.namesFrom`). */
  | 'namedValues';

/**
 * One property of an account: where the backend keeps it and how it becomes a unified value. The same row answers the
 * account's own GraphQL field and the unified field that names it in the precedence table.
 */
export interface AccountField<T = unknown> {
  readonly kind: AccountFieldKind;
  /** The read that supplies it, or `LAST_WRITE`, or `REGISTRY`. */
  readonly operation: string;
  /** Its name at the backend; several joined by a space (`firstName lastName`). */
  readonly backendField: string;
  readonly raw: (record: WireRecord) => unknown;
  /** The raw value with the record that it stands in, since a value may mean nothing beside another one. */
  readonly normalise: (raw: unknown, record: WireRecord) => Normalised<T>;
  /** A sentence for the operator that is told with what cannot be understood, such as which setting to look at. */
  readonly hint?: string | undefined;
  /** The same for a part of an entry of a list. */
  readonly partHint?: string | undefined;
}

export type AccountFields = Readonly<Record<string, AccountField>>;

/** A list of `Email` or `Phone` of an account: the properties it joins, in order, duplicates folded. */
export type JoinedFields = Readonly<Record<string, readonly string[]>>;

/** A documented read. */
export interface ReadOperation {
  /** The record, or `null` when the backend knows no such user. Throws `BackendError`. */
  readonly read: (
    key: AccountKey,
    names: readonly string[],
    call: CallContext,
  ) => Promise<WireRecord | null>;
  /**
   * Set when one call can ask for several named values: the account property (a list of strings) that says which names
   * exist. Reads of one account are then joined into one call with the union of names.
   */
  readonly namesFrom?: string;
  /** Other identifiers that the record tells, to be kept in the registry for look-ups. */
  readonly aliases?: (record: WireRecord) => ReportedAliases;
}

/**
 * Of a creation at a backend that does not recognise the person and takes whatever identifier it is told: it is held
 * until the backends that do recognise people have answered, and not sent when the person whom they know has an account
 * here. The identifier is `issued` by us, or `named` by the caller.
 */
export type DeferredCreation = 'issued' | 'named';

/**
 * What a creation has no place for and the backend's update stores: it is sent when the creation has told which account
 * it is about. `request` lacks what names the account.
 */
export interface FollowUp {
  readonly request: WireRecord;
  readonly stores: readonly InputPath[];
}

/** What a write would send, or why it sends nothing. `request` is plain JSON and holds no secret. */
export type Prepared =
  | {
      readonly kind: 'ready';
      readonly request: WireRecord;
      /** The account that the request is about, when its identifier is known before the answer. */
      readonly account?: AccountKey | undefined;
      readonly deferred?: DeferredCreation | undefined;
      /** The parts of the input that the request carries, whether they were given or not. */
      readonly stores: readonly InputPath[];
      /** What a documented rule keeps out of the request. */
      readonly leavesOut?: readonly NotStored[] | undefined;
      readonly followUp?: FollowUp | undefined;
    }
  /** The input lacks what this backend needs, or has nothing that it stores: the write is skipped, and this says why. */
  | {
      readonly kind: 'skipped';
      readonly reason: string;
      /** `INVALID_INPUT` when left out. */
      readonly code?: ErrorCode;
      /** The account that the input names all the same. */
      readonly account?: AccountKey;
    }
  /** The input is wrong: paths below the mutation's `input`. */
  | { readonly kind: 'invalid'; readonly problems: readonly InputProblem[] };

export interface InputProblem {
  readonly path: readonly string[];
  readonly message: string;
  /** `INVALID_INPUT` when left out. */
  readonly code?: ErrorCode;
}

/** The backend's word that it holds the account now. */
export interface Acknowledgement {
  /** `null` when the backend has the person already and does not say under which identifier. */
  readonly account: AccountKey | null;
  /** The backend had the person already. */
  readonly existed: boolean;
  /** What it now holds of what was written, merged over earlier writes; `null` when it took nothing of it. */
  readonly written: WireRecord | null;
  readonly aliases?: Aliases;
  /** What the backend says that it holds otherwise than it was sent: paths below the prepared input. */
  readonly altered?: readonly NotStored[];
}

/** A documented write: `prepare` decides from the input alone, once for a mutation, `send` makes the one call. */
export interface Write<Input> {
  /**
   * Whether the same request sent twice has the effect of one, so that it may be retried; else the backend may act twice.
   * The adapter's docstring gives the reason.
   */
  readonly idempotent: boolean;
  /** The keys of a request that say which account it is about; every other key is a field that it changes. */
  readonly identifiedBy: readonly string[];
  /** The backend's name of the secret that may go with a request. */
  readonly secretField?: string;
  /** The secret in an input, which goes out with the request and is kept nowhere; `undefined` when it has none. */
  readonly secretOf?: (input: Input) => string | undefined;
  /** The part of the input, by its dotted name, that each key of a request carries; needed where there are several. */
  readonly carries?: Readonly<Record<string, string>>;
  /** `account` is the user's account here, `null` for a creation. */
  readonly prepare: (input: Input, account: AccountKey | null) => Prepared;
  /** Throws `BackendError`. */
  readonly send: (
    request: WireRecord,
    secret: string | undefined,
    call: CallContext,
  ) => Promise<Acknowledgement>;
}

export interface OwnerChangeInput {
  readonly owner: string;
  readonly change: OwnerChange;
}

/** The writes a backend may document; one that is missing is `UNSUPPORTED`. */
export interface Writes {
  readonly create?: Write<CreateUserInput> & {
    /** Where the record will belong, as `AccountKey.scope`, and what names it in the input; left out where there is one place. */
    readonly scopeOf?: (input: CreateUserInput) => {
      readonly scope: string;
      readonly path: InputPath;
    };
  };
  /** Serves `updateUser` and `updateEmail`, and a creation's `FollowUp`. */
  readonly update?: Write<UserChanges> & {
    /** A follow-up's request with what names the account. */
    readonly addressed?: (request: WireRecord, account: AccountKey) => WireRecord;
  };
  readonly owner?: Write<OwnerChangeInput>;
  readonly pool?: Write<string>;
}

/**
 * How the `UserBy` keys of a backend become look-ups. Each checks its value against the identifier's scheme before
 * any call and throws `InputError` with the path below the key.
 */
export type Identifiers = {
  readonly [K in keyof UserBy]?: (value: NonNullable<UserBy[K]>) => Lookup;
};

/** How an operator tries a backend without any effect there: `npx facet doctor`. */
export interface Probe {
  /** The variable that says where it is. */
  readonly address: string;
  /** The variables that say who calls it. */
  readonly credentials: readonly string[];
  /** A ref in the backend's form that nobody has: the main read is asked for it. Left out where there is no read. */
  readonly unusedRef?: () => string;
  /**
   * Where there is no read: a GET of what creates. No document knows one; HTTP promises that it changes nothing (RFC 9110,
   * section 9.2.1), and whoever refuses the credentials refuses them there too.
   */
  readonly reach?: (context: CallContext) => Promise<unknown>;
  /** What of it cannot be tried without making a person, as a sentence. */
  readonly untried?: string;
  /** What to change after a failure with such an HTTP status, where the vendor has ways of its own to say it. */
  readonly advice?: (error: BackendError, status: number) => string | null;
}

/** One vendor's REST API, connected: everything that the rest of Facet knows of it. */
export interface BackendAdapter {
  readonly name: Backend;
  /** The vendor's name as people write it. */
  readonly title: string;
  /** The GraphQL object type of its accounts. */
  readonly accountType: string;
  /** The backend's own name of the field that a ref is in. */
  readonly refName: string;
  readonly configured: boolean;
  /** The scope of the configured tenant: its accounts come first. */
  readonly defaultScope: string;
  readonly identifiers: Identifiers;
  /** The parts of identifiers that have several, those that may be left out too. */
  readonly identifierParts?: Readonly<Partial<Record<keyof Identifiers, readonly string[]>>>;
  /** The `@key` fields of its account type as another subgraph sends them, as a way to look the person up. */
  readonly byReference: (reference: Readonly<Record<string, unknown>>) => UserBy;
  readonly fields: AccountFields;
  readonly joinedFields: JoinedFields;
  readonly reads: Readonly<Record<string, ReadOperation>>;
  /** The read behind `Account.origin`, `asOf` and `raw`, and that confirms a ref; `LAST_WRITE` where there is none. */
  readonly mainRead: string;
  /** Whether an account of these aliases is shown as it was last written as long as the main read brings no record. */
  readonly lastWriteStandsIn?: (aliases: Aliases) => boolean;
  readonly writes: Writes;
  /** Unified fields that a creation and an update here store, for the capability matrix. */
  readonly creates: readonly string[];
  readonly updates: readonly string[];
  /** The documented operations that Facet uses: the operation ids of its OpenAPI document. */
  readonly operations: readonly string[];
  readonly probe: Probe;
}

/** What a vendor's folder exports: its section of the configuration and how to connect it. */
export interface BackendModule<Settings extends z.ZodType = z.ZodType> {
  readonly name: Backend;
  /** Its OpenAPI document. */
  readonly document: URL;
  /** Its environment variables. */
  readonly settings: Settings & { readonly variables: readonly string[] };
  /** The base URL, or `undefined` when the backend is not configured. */
  readonly url: (settings: z.output<Settings>) => string | undefined;
  /** The settings that make it this backend and no other: a registry that was filled with one is not for another. */
  readonly binding: { readonly [Variable in keyof z.output<Settings>]?: BindingKind };
  /** Builds the adapter once at start; `http` is bound to this backend's pool and OpenAPI document. */
  readonly connect: (settings: z.output<Settings>, http: HttpBackend) => BackendAdapter;
  /** The call that the vendor makes to us; `null` when it is not configured. */
  readonly hook?: (settings: z.output<Settings>) => InboundHook | null;
}
