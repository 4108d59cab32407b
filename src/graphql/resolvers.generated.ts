import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { User as UserModel, Account as AccountModel } from '../users/user.ts';
import type { Connection as ConnectionModel, Edge as EdgeModel } from '../users/connection.ts';
import type { Outcome as OutcomeModel, WriteResult as WriteResultModel } from '../users/outcome.ts';
import type { OwnersResult as OwnersResultModel } from '../users/owners.ts';
import type { LinkOutcome as LinkOutcomeModel } from '../users/link.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  CountryCode: { input: string; output: string; }
  Date: { input: string; output: string; }
  DateTime: { input: string; output: string; }
  EmailAddress: { input: string; output: string; }
  JSON: { input: unknown; output: unknown; }
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  LanguageCode: { input: string; output: string; }
  PhoneNumber: { input: string; output: string; }
  TimeZone: { input: string; output: string; }
  URL: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

export type Account = {
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly backend: Backend;
  readonly id: Scalars['ID']['output'];
  readonly origin?: Maybe<Origin>;
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  readonly ref: Scalars['ID']['output'];
  readonly user: User;
};

export type AccountRef =
  { readonly authId: Scalars['ID']['input']; readonly chakraId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId: Scalars['ID']['input']; readonly emeritus?: never; readonly haptikUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly emeritus: EmeritusRef; readonly haptikUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly emeritus?: never; readonly haptikUserId: Scalars['ID']['input']; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly voltMxId: Scalars['ID']['input']; };

export type Backend =
  | 'CHAKRA'
  | 'EMERITUS'
  | 'HAPTIK'
  | 'HAPTIK_TRACT'
  | 'VOLT_MX';

export type BackendError = {
  readonly __typename?: 'BackendError';
  readonly backendCode?: Maybe<Scalars['String']['output']>;
  readonly backendMessage?: Maybe<Scalars['String']['output']>;
  readonly code: ErrorCode;
  readonly message: Scalars['String']['output'];
  readonly retryAfter?: Maybe<Scalars['Int']['output']>;
  readonly retryable: Scalars['Boolean']['output'];
};

export type BackendInfo = {
  readonly __typename?: 'BackendInfo';
  readonly backend: Backend;
  readonly name: Scalars['String']['output'];
  readonly operations: ReadonlyArray<Scalars['String']['output']>;
  readonly reads: ReadonlyArray<Scalars['String']['output']>;
  readonly status: BackendStatus;
  readonly writes: ReadonlyArray<Scalars['String']['output']>;
};

export type BackendStatus =
  | 'DEGRADED'
  | 'DOWN'
  | 'NOT_CONFIGURED'
  | 'OK';

export type CandidateState =
  | 'AGREES'
  | 'CHOSEN'
  | 'DIFFERS'
  | 'EMPTY'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'NOT_LINKED'
  | 'UNAVAILABLE';

export type ChakraAccount = Account & Node & {
  readonly __typename?: 'ChakraAccount';
  readonly active?: Maybe<Scalars['Boolean']['output']>;
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly availabilityStatus?: Maybe<Scalars['String']['output']>;
  readonly backend: Backend;
  readonly bio?: Maybe<Scalars['String']['output']>;
  readonly birthDate?: Maybe<Scalars['Date']['output']>;
  readonly coverImageUrl?: Maybe<Scalars['URL']['output']>;
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  readonly data?: Maybe<Scalars['JSON']['output']>;
  readonly deleted?: Maybe<Scalars['Boolean']['output']>;
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly displayName?: Maybe<Scalars['String']['output']>;
  readonly emails: ReadonlyArray<Email>;
  readonly firstName?: Maybe<Scalars['String']['output']>;
  readonly gender?: Maybe<Gender>;
  readonly id: Scalars['ID']['output'];
  readonly lastName?: Maybe<Scalars['String']['output']>;
  readonly middleName?: Maybe<Scalars['String']['output']>;
  readonly onboardingData?: Maybe<Scalars['JSON']['output']>;
  readonly origin?: Maybe<Origin>;
  readonly phones: ReadonlyArray<Phone>;
  readonly profile?: Maybe<Scalars['JSON']['output']>;
  readonly profileImageUrl?: Maybe<Scalars['URL']['output']>;
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  readonly ref: Scalars['ID']['output'];
  readonly reportees: ReadonlyArray<User>;
  readonly role?: Maybe<Scalars['String']['output']>;
  readonly team?: Maybe<Scalars['String']['output']>;
  readonly timezone?: Maybe<Scalars['TimeZone']['output']>;
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly user: User;
  readonly username?: Maybe<Scalars['String']['output']>;
};

export type CreateUserInput = {
  readonly backends?: InputMaybe<ReadonlyArray<Backend>>;
  readonly customData?: InputMaybe<Scalars['JSONObject']['input']>;
  readonly device?: InputMaybe<DeviceInput>;
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  readonly email?: InputMaybe<Scalars['EmailAddress']['input']>;
  readonly emeritus?: InputMaybe<EmeritusCreateInput>;
  readonly familyName?: InputMaybe<Scalars['String']['input']>;
  readonly givenName?: InputMaybe<Scalars['String']['input']>;
  readonly haptik?: InputMaybe<HaptikCreateInput>;
  readonly haptikTract?: InputMaybe<HaptikTractCreateInput>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly language?: InputMaybe<Scalars['LanguageCode']['input']>;
  readonly lastActiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly location?: InputMaybe<LocationInput>;
  readonly phone?: InputMaybe<Scalars['PhoneNumber']['input']>;
  readonly subscriptions?: InputMaybe<SubscriptionsInput>;
};

export type CreateUserPayload = {
  readonly __typename?: 'CreateUserPayload';
  readonly errors: ReadonlyArray<UserError>;
  readonly outcomes: ReadonlyArray<Outcome>;
  readonly user?: Maybe<User>;
};

export type Device = {
  readonly __typename?: 'Device';
  readonly model?: Maybe<Scalars['String']['output']>;
  readonly osVersion?: Maybe<Scalars['String']['output']>;
  readonly packageName?: Maybe<Scalars['String']['output']>;
  readonly platform?: Maybe<DevicePlatform>;
};

export type DeviceInput = {
  readonly model?: InputMaybe<Scalars['String']['input']>;
  readonly osVersion?: InputMaybe<Scalars['String']['input']>;
  readonly packageName?: InputMaybe<Scalars['String']['input']>;
  readonly platform?: InputMaybe<DevicePlatform>;
};

export type DevicePlatform =
  | 'ANDROID'
  | 'FACEBOOK'
  | 'IOS'
  | 'OTHER'
  | 'WEBHOOK'
  | 'WEB_SDK'
  | 'WHATSAPP';

export type Email = {
  readonly __typename?: 'Email';
  readonly address: Scalars['EmailAddress']['output'];
  readonly kind?: Maybe<Scalars['String']['output']>;
  readonly source: Backend;
  readonly verified?: Maybe<Scalars['Boolean']['output']>;
};

export type EmeritusAccount = Account & Node & {
  readonly __typename?: 'EmeritusAccount';
  readonly age?: Maybe<Scalars['Int']['output']>;
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly backend: Backend;
  readonly city?: Maybe<Scalars['String']['output']>;
  readonly company?: Maybe<Scalars['String']['output']>;
  readonly corpId: Scalars['ID']['output'];
  readonly department?: Maybe<Scalars['String']['output']>;
  readonly emails: ReadonlyArray<Scalars['EmailAddress']['output']>;
  readonly firstName?: Maybe<Scalars['String']['output']>;
  readonly gender?: Maybe<Gender>;
  readonly id: Scalars['ID']['output'];
  readonly industry?: Maybe<Scalars['String']['output']>;
  readonly jobTitle?: Maybe<Scalars['String']['output']>;
  readonly lastName?: Maybe<Scalars['String']['output']>;
  readonly linkedinUrl?: Maybe<Scalars['URL']['output']>;
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly origin?: Maybe<Origin>;
  readonly owners?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly phones: ReadonlyArray<Phone>;
  readonly pool?: Maybe<Scalars['String']['output']>;
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  readonly ref: Scalars['ID']['output'];
  readonly user: User;
};

export type EmeritusCreateInput = {
  readonly corpId?: InputMaybe<Scalars['ID']['input']>;
};

export type EmeritusRef = {
  readonly corpId?: InputMaybe<Scalars['ID']['input']>;
  readonly userId: Scalars['ID']['input'];
};

export type Employment = {
  readonly __typename?: 'Employment';
  readonly company?: Maybe<Scalars['String']['output']>;
  readonly department?: Maybe<Scalars['String']['output']>;
  readonly industry?: Maybe<Scalars['String']['output']>;
  readonly jobTitle?: Maybe<Scalars['String']['output']>;
  readonly linkedinUrl?: Maybe<Scalars['URL']['output']>;
  readonly role?: Maybe<Scalars['String']['output']>;
  readonly team?: Maybe<Scalars['String']['output']>;
};

export type ErrorCode =
  | 'ALREADY_EXISTS'
  | 'BACKEND_CONTRACT'
  | 'BACKEND_REJECTED'
  | 'BACKEND_TIMEOUT'
  | 'BACKEND_UNAUTHORIZED'
  | 'BACKEND_UNAVAILABLE'
  | 'BUDGET_EXCEEDED'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INTERNAL'
  | 'INVALID_INPUT'
  | 'NOT_CONFIGURED'
  | 'NOT_FOUND'
  | 'NOT_REQUESTED'
  | 'RATE_LIMITED'
  | 'REGISTRY_UNAVAILABLE'
  | 'UNAUTHENTICATED'
  | 'UNSUPPORTED';

export type FieldCandidate = {
  readonly __typename?: 'FieldCandidate';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly backend: Backend;
  readonly backendField: Scalars['String']['output'];
  readonly origin?: Maybe<Origin>;
  readonly rawValue?: Maybe<Scalars['JSON']['output']>;
  readonly state: CandidateState;
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

export type FieldProvenance = {
  readonly __typename?: 'FieldProvenance';
  readonly candidates: ReadonlyArray<FieldCandidate>;
  readonly field: Scalars['String']['output'];
};

export type Gender =
  | 'FEMALE'
  | 'MALE'
  | 'NON_BINARY'
  | 'OTHER';

export type HaptikAccount = Account & Node & {
  readonly __typename?: 'HaptikAccount';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly backend: Backend;
  readonly customData?: Maybe<Scalars['JSONObject']['output']>;
  readonly device?: Maybe<Device>;
  readonly email?: Maybe<Scalars['EmailAddress']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly language?: Maybe<Scalars['LanguageCode']['output']>;
  readonly mobileNumber?: Maybe<Scalars['PhoneNumber']['output']>;
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly origin?: Maybe<Origin>;
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  readonly ref: Scalars['ID']['output'];
  readonly user: User;
};

export type HaptikCreateInput = {
  readonly authCode?: InputMaybe<Scalars['String']['input']>;
  readonly authId?: InputMaybe<Scalars['ID']['input']>;
};

export type HaptikTractAccount = Account & Node & {
  readonly __typename?: 'HaptikTractAccount';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly backend: Backend;
  readonly details?: Maybe<Scalars['JSONObject']['output']>;
  readonly detailsAvailable?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly devicePlatform?: Maybe<DevicePlatform>;
  readonly ectUserId?: Maybe<Scalars['ID']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly origin?: Maybe<Origin>;
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  readonly ref: Scalars['ID']['output'];
  readonly thirdPartyUserId?: Maybe<Scalars['ID']['output']>;
  readonly user: User;
  readonly userName?: Maybe<Scalars['String']['output']>;
};


export type HaptikTractAccountDetailsArgs = {
  names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type HaptikTractCreateInput = {
  readonly detailsAvailable?: InputMaybe<ReadonlyArray<Scalars['JSONObject']['input']>>;
  readonly thirdPartyUserId?: InputMaybe<Scalars['ID']['input']>;
  readonly userId: Scalars['ID']['input'];
};

export type LinkAccountInput = {
  readonly account: AccountRef;
  readonly user: UserBy;
};

export type LinkAccountPayload = {
  readonly __typename?: 'LinkAccountPayload';
  readonly account?: Maybe<Account>;
  readonly errors: ReadonlyArray<UserError>;
  readonly user?: Maybe<User>;
};

export type Location = {
  readonly __typename?: 'Location';
  readonly city?: Maybe<Scalars['String']['output']>;
  readonly country?: Maybe<Scalars['CountryCode']['output']>;
  readonly countryName?: Maybe<Scalars['String']['output']>;
  readonly state?: Maybe<Scalars['String']['output']>;
};

export type LocationInput = {
  readonly city?: InputMaybe<Scalars['String']['input']>;
  readonly country?: InputMaybe<Scalars['CountryCode']['input']>;
  readonly state?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  readonly createUser: CreateUserPayload;
  readonly linkAccount: LinkAccountPayload;
  readonly unlinkAccount: UnlinkAccountPayload;
  readonly updateEmail: UpdateEmailPayload;
  readonly updateOwners: UpdateOwnersPayload;
  readonly updatePool: UpdatePoolPayload;
  readonly updateUser: UpdateUserPayload;
};


export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


export type MutationLinkAccountArgs = {
  input: LinkAccountInput;
};


export type MutationUnlinkAccountArgs = {
  input: UnlinkAccountInput;
};


export type MutationUpdateEmailArgs = {
  input: UpdateEmailInput;
};


export type MutationUpdateOwnersArgs = {
  input: UpdateOwnersInput;
};


export type MutationUpdatePoolArgs = {
  input: UpdatePoolInput;
};


export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};

export type Node = {
  readonly id: Scalars['ID']['output'];
};

export type Origin =
  | 'CACHED'
  | 'LAST_WRITE'
  | 'LIVE';

export type Outcome = {
  readonly __typename?: 'Outcome';
  readonly account?: Maybe<Account>;
  readonly attempts: Scalars['Int']['output'];
  readonly backend: Backend;
  readonly error?: Maybe<BackendError>;
  readonly status: OutcomeStatus;
};

export type OutcomeStatus =
  | 'CREATED'
  | 'EXISTED'
  | 'FAILED'
  | 'PENDING'
  | 'SKIPPED'
  | 'UNCHANGED'
  | 'UNKNOWN'
  | 'UNSUPPORTED'
  | 'UPDATED';

export type OwnerChange =
  | 'ADD'
  | 'REMOVE';

export type OwnerOutcome = {
  readonly __typename?: 'OwnerOutcome';
  readonly change: OwnerChange;
  readonly error?: Maybe<BackendError>;
  readonly owner: Scalars['ID']['output'];
  readonly status: OutcomeStatus;
};

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

export type Phone = {
  readonly __typename?: 'Phone';
  readonly kind: PhoneKind;
  readonly number: Scalars['PhoneNumber']['output'];
  readonly source: Backend;
};

export type PhoneKind =
  | 'MOBILE'
  | 'MOBILE_BACKUP'
  | 'OTHER';

export type Query = {
  readonly __typename?: 'Query';
  readonly allUsers: UserConnection;
  readonly backends: ReadonlyArray<BackendInfo>;
  readonly node?: Maybe<Node>;
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  readonly user?: Maybe<User>;
  readonly users: ReadonlyArray<Maybe<User>>;
};


export type QueryAllUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryUserArgs = {
  by: UserBy;
};


export type QueryUsersArgs = {
  by: ReadonlyArray<UserBy>;
};

export type Subscriptions = {
  readonly __typename?: 'Subscriptions';
  readonly email?: Maybe<Scalars['Boolean']['output']>;
  readonly sms?: Maybe<Scalars['Boolean']['output']>;
  readonly voice?: Maybe<Scalars['Boolean']['output']>;
};

export type SubscriptionsInput = {
  readonly email?: InputMaybe<Scalars['Boolean']['input']>;
  readonly sms?: InputMaybe<Scalars['Boolean']['input']>;
  readonly voice?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UnlinkAccountInput = {
  readonly account: AccountRef;
  readonly user: UserBy;
};

export type UnlinkAccountPayload = {
  readonly __typename?: 'UnlinkAccountPayload';
  readonly errors: ReadonlyArray<UserError>;
  readonly user?: Maybe<User>;
};

export type UpdateEmailInput = {
  readonly at?: InputMaybe<ReadonlyArray<Backend>>;
  readonly email: Scalars['EmailAddress']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly user: UserBy;
};

export type UpdateEmailPayload = {
  readonly __typename?: 'UpdateEmailPayload';
  readonly errors: ReadonlyArray<UserError>;
  readonly outcomes: ReadonlyArray<Outcome>;
  readonly user?: Maybe<User>;
};

export type UpdateOwnersInput = {
  readonly add?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly remove?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly user: UserBy;
};

export type UpdateOwnersPayload = {
  readonly __typename?: 'UpdateOwnersPayload';
  readonly errors: ReadonlyArray<UserError>;
  readonly outcomes: ReadonlyArray<OwnerOutcome>;
  readonly owners?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly user?: Maybe<User>;
};

export type UpdatePoolInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly pool: Scalars['String']['input'];
  readonly user: UserBy;
};

export type UpdatePoolPayload = {
  readonly __typename?: 'UpdatePoolPayload';
  readonly errors: ReadonlyArray<UserError>;
  readonly outcomes: ReadonlyArray<Outcome>;
  readonly user?: Maybe<User>;
};

export type UpdateUserInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly set: UserChanges;
  readonly user: UserBy;
};

export type UpdateUserPayload = {
  readonly __typename?: 'UpdateUserPayload';
  readonly errors: ReadonlyArray<UserError>;
  readonly outcomes: ReadonlyArray<Outcome>;
  readonly user?: Maybe<User>;
};

export type User = Node & {
  readonly __typename?: 'User';
  readonly account?: Maybe<Account>;
  readonly accounts: ReadonlyArray<Account>;
  readonly active?: Maybe<Scalars['Boolean']['output']>;
  readonly age?: Maybe<Scalars['Int']['output']>;
  readonly availability?: Maybe<Scalars['String']['output']>;
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  readonly bio?: Maybe<Scalars['String']['output']>;
  readonly birthDate?: Maybe<Scalars['Date']['output']>;
  readonly coverUrl?: Maybe<Scalars['URL']['output']>;
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  readonly customData?: Maybe<Scalars['JSONObject']['output']>;
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly details?: Maybe<Scalars['JSONObject']['output']>;
  readonly device?: Maybe<Device>;
  readonly displayName?: Maybe<Scalars['String']['output']>;
  readonly email?: Maybe<Scalars['EmailAddress']['output']>;
  readonly emails: ReadonlyArray<Email>;
  readonly employment?: Maybe<Employment>;
  readonly familyName?: Maybe<Scalars['String']['output']>;
  readonly gender?: Maybe<Gender>;
  readonly givenName?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly language?: Maybe<Scalars['LanguageCode']['output']>;
  readonly lastActiveAt?: Maybe<Scalars['DateTime']['output']>;
  readonly location?: Maybe<Location>;
  readonly middleName?: Maybe<Scalars['String']['output']>;
  readonly owners?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly phone?: Maybe<Scalars['PhoneNumber']['output']>;
  readonly phones: ReadonlyArray<Phone>;
  readonly pool?: Maybe<Scalars['String']['output']>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  readonly reportees: ReadonlyArray<User>;
  readonly subscriptions?: Maybe<Subscriptions>;
  readonly timezone?: Maybe<Scalars['TimeZone']['output']>;
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly username?: Maybe<Scalars['String']['output']>;
};


export type UserAccountArgs = {
  at: Backend;
};


export type UserDetailsArgs = {
  names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


export type UserProvenanceArgs = {
  fields?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type UserBy =
  { readonly authId: Scalars['ID']['input']; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId: Scalars['ID']['input']; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId: Scalars['ID']['input']; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus: EmeritusRef; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId: Scalars['ID']['input']; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id: Scalars['ID']['input']; readonly thirdPartyUserId?: never; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId: Scalars['ID']['input']; readonly voltMxId?: never; }
  |  { readonly authId?: never; readonly chakraId?: never; readonly ectUserId?: never; readonly emeritus?: never; readonly haptikUserId?: never; readonly id?: never; readonly thirdPartyUserId?: never; readonly voltMxId: Scalars['ID']['input']; };

export type UserChanges = {
  readonly authCode?: InputMaybe<Scalars['String']['input']>;
  readonly customData?: InputMaybe<Scalars['JSONObject']['input']>;
  readonly device?: InputMaybe<DeviceInput>;
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  readonly email?: InputMaybe<Scalars['EmailAddress']['input']>;
  readonly language?: InputMaybe<Scalars['LanguageCode']['input']>;
  readonly phone?: InputMaybe<Scalars['PhoneNumber']['input']>;
};

export type UserConnection = {
  readonly __typename?: 'UserConnection';
  readonly edges: ReadonlyArray<UserEdge>;
  readonly nodes: ReadonlyArray<User>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type UserEdge = {
  readonly __typename?: 'UserEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: User;
};

export type UserError = {
  readonly __typename?: 'UserError';
  readonly code: ErrorCode;
  readonly message: Scalars['String']['output'];
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

export type UserFilter = {
  readonly hasAccountAt?: InputMaybe<Backend>;
};

export type VoltMxAccount = Account & Node & {
  readonly __typename?: 'VoltMxAccount';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly backend: Backend;
  readonly country?: Maybe<Scalars['CountryCode']['output']>;
  readonly email?: Maybe<Scalars['EmailAddress']['output']>;
  readonly firstName?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly lastActiveAt?: Maybe<Scalars['DateTime']['output']>;
  readonly lastName?: Maybe<Scalars['String']['output']>;
  readonly mobileNumber?: Maybe<Scalars['PhoneNumber']['output']>;
  readonly origin?: Maybe<Origin>;
  readonly raw?: Maybe<Scalars['JSONObject']['output']>;
  readonly ref: Scalars['ID']['output'];
  readonly state?: Maybe<Scalars['String']['output']>;
  readonly subscriptions?: Maybe<Subscriptions>;
  readonly user: User;
};

export type WithIndex<TObject> = TObject & Record<string, any>;
export type ResolversObject<TObject> = WithIndex<TObject>;

export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = ResolversObject<{
  ChakraAccount: ChakraAccount;
  EmeritusAccount: EmeritusAccount;
  HaptikAccount: HaptikAccount;
  HaptikTractAccount: HaptikTractAccount;
  User: User;
  VoltMxAccount: VoltMxAccount;
}>;

/** Mapping of federation reference types */
export type FederationReferenceTypes = ResolversObject<{
  ChakraAccount:
    ( { __typename: 'ChakraAccount' }
    & GraphQLRecursivePick<FederationTypes['ChakraAccount'], {"ref":true}> );
  EmeritusAccount:
    ( { __typename: 'EmeritusAccount' }
    & GraphQLRecursivePick<FederationTypes['EmeritusAccount'], {"corpId":true,"ref":true}> );
  HaptikAccount:
    ( { __typename: 'HaptikAccount' }
    & GraphQLRecursivePick<FederationTypes['HaptikAccount'], {"ref":true}> );
  HaptikTractAccount:
    ( { __typename: 'HaptikTractAccount' }
    & GraphQLRecursivePick<FederationTypes['HaptikTractAccount'], {"ref":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
  VoltMxAccount:
    ( { __typename: 'VoltMxAccount' }
    & GraphQLRecursivePick<FederationTypes['VoltMxAccount'], {"ref":true}> );
}>;


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = ResolversObject<{
  Account:
    | ( AccountModel )
    | ( AccountModel )
    | ( AccountModel )
    | ( AccountModel )
    | ( AccountModel )
  ;
  Node:
    | ( AccountModel )
    | ( AccountModel )
    | ( AccountModel )
    | ( AccountModel )
    | ( UserModel )
    | ( AccountModel )
  ;
}>;

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = ResolversObject<{
  Account: ResolverTypeWrapper<AccountModel>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AccountRef: AccountRef;
  Backend: Backend;
  BackendError: ResolverTypeWrapper<BackendError>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BackendInfo: ResolverTypeWrapper<BackendInfo>;
  BackendStatus: BackendStatus;
  CandidateState: CandidateState;
  ChakraAccount: ResolverTypeWrapper<AccountModel>;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  CreateUserInput: CreateUserInput;
  CreateUserPayload: ResolverTypeWrapper<WriteResultModel>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Device: ResolverTypeWrapper<Device>;
  DeviceInput: DeviceInput;
  DevicePlatform: DevicePlatform;
  Email: ResolverTypeWrapper<Email>;
  EmailAddress: ResolverTypeWrapper<Scalars['EmailAddress']['output']>;
  EmeritusAccount: ResolverTypeWrapper<AccountModel>;
  EmeritusCreateInput: EmeritusCreateInput;
  EmeritusRef: EmeritusRef;
  Employment: ResolverTypeWrapper<Employment>;
  ErrorCode: ErrorCode;
  FieldCandidate: ResolverTypeWrapper<FieldCandidate>;
  FieldProvenance: ResolverTypeWrapper<FieldProvenance>;
  Gender: Gender;
  HaptikAccount: ResolverTypeWrapper<AccountModel>;
  HaptikCreateInput: HaptikCreateInput;
  HaptikTractAccount: ResolverTypeWrapper<AccountModel>;
  HaptikTractCreateInput: HaptikTractCreateInput;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  LanguageCode: ResolverTypeWrapper<Scalars['LanguageCode']['output']>;
  LinkAccountInput: LinkAccountInput;
  LinkAccountPayload: ResolverTypeWrapper<LinkOutcomeModel>;
  Location: ResolverTypeWrapper<Location>;
  LocationInput: LocationInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Origin: Origin;
  Outcome: ResolverTypeWrapper<OutcomeModel>;
  OutcomeStatus: OutcomeStatus;
  OwnerChange: OwnerChange;
  OwnerOutcome: ResolverTypeWrapper<OwnerOutcome>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Phone: ResolverTypeWrapper<Phone>;
  PhoneKind: PhoneKind;
  PhoneNumber: ResolverTypeWrapper<Scalars['PhoneNumber']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscriptions: ResolverTypeWrapper<Subscriptions>;
  SubscriptionsInput: SubscriptionsInput;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UnlinkAccountInput: UnlinkAccountInput;
  UnlinkAccountPayload: ResolverTypeWrapper<LinkOutcomeModel>;
  UpdateEmailInput: UpdateEmailInput;
  UpdateEmailPayload: ResolverTypeWrapper<WriteResultModel>;
  UpdateOwnersInput: UpdateOwnersInput;
  UpdateOwnersPayload: ResolverTypeWrapper<OwnersResultModel>;
  UpdatePoolInput: UpdatePoolInput;
  UpdatePoolPayload: ResolverTypeWrapper<WriteResultModel>;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: ResolverTypeWrapper<WriteResultModel>;
  User: ResolverTypeWrapper<UserModel>;
  UserBy: UserBy;
  UserChanges: UserChanges;
  UserConnection: ResolverTypeWrapper<ConnectionModel>;
  UserEdge: ResolverTypeWrapper<EdgeModel>;
  UserError: ResolverTypeWrapper<UserError>;
  UserFilter: UserFilter;
  VoltMxAccount: ResolverTypeWrapper<AccountModel>;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  Account: AccountModel;
  ID: Scalars['ID']['output'];
  AccountRef: AccountRef;
  BackendError: BackendError;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  Boolean: Scalars['Boolean']['output'];
  BackendInfo: BackendInfo;
  ChakraAccount: AccountModel;
  CountryCode: Scalars['CountryCode']['output'];
  CreateUserInput: CreateUserInput;
  CreateUserPayload: WriteResultModel;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Device: Device;
  DeviceInput: DeviceInput;
  Email: Email;
  EmailAddress: Scalars['EmailAddress']['output'];
  EmeritusAccount: AccountModel;
  EmeritusCreateInput: EmeritusCreateInput;
  EmeritusRef: EmeritusRef;
  Employment: Employment;
  FieldCandidate: FieldCandidate;
  FieldProvenance: FieldProvenance;
  HaptikAccount: AccountModel;
  HaptikCreateInput: HaptikCreateInput;
  HaptikTractAccount: AccountModel;
  HaptikTractCreateInput: HaptikTractCreateInput;
  JSON: Scalars['JSON']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  LanguageCode: Scalars['LanguageCode']['output'];
  LinkAccountInput: LinkAccountInput;
  LinkAccountPayload: LinkOutcomeModel;
  Location: Location;
  LocationInput: LocationInput;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Outcome: OutcomeModel;
  OwnerOutcome: OwnerOutcome;
  PageInfo: PageInfo;
  Phone: Phone;
  PhoneNumber: Scalars['PhoneNumber']['output'];
  Query: Record<PropertyKey, never>;
  Subscriptions: Subscriptions;
  SubscriptionsInput: SubscriptionsInput;
  TimeZone: Scalars['TimeZone']['output'];
  URL: Scalars['URL']['output'];
  UnlinkAccountInput: UnlinkAccountInput;
  UnlinkAccountPayload: LinkOutcomeModel;
  UpdateEmailInput: UpdateEmailInput;
  UpdateEmailPayload: WriteResultModel;
  UpdateOwnersInput: UpdateOwnersInput;
  UpdateOwnersPayload: OwnersResultModel;
  UpdatePoolInput: UpdatePoolInput;
  UpdatePoolPayload: WriteResultModel;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: WriteResultModel;
  User: UserModel;
  UserBy: UserBy;
  UserChanges: UserChanges;
  UserConnection: ConnectionModel;
  UserEdge: EdgeModel;
  UserError: UserError;
  UserFilter: UserFilter;
  VoltMxAccount: AccountModel;
}>;

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = ResolversObject<{
  __resolveType: TypeResolveFn<'ChakraAccount' | 'EmeritusAccount' | 'HaptikAccount' | 'HaptikTractAccount' | 'VoltMxAccount', ParentType, ContextType>;
}>;

export type BackendErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BackendError'] = ResolversParentTypes['BackendError']> = ResolversObject<{
  backendCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  backendMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfter?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
}>;

export type BackendInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BackendInfo'] = ResolversParentTypes['BackendInfo']> = ResolversObject<{
  backend?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  reads?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['BackendStatus'], ParentType, ContextType>;
  writes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type ChakraAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChakraAccount'] = ResolversParentTypes['ChakraAccount'], FederationReferenceType extends FederationReferenceTypes['ChakraAccount'] = FederationReferenceTypes['ChakraAccount']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ChakraAccount']> | FederationReferenceType, FederationReferenceType, ContextType>;
  active?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  availabilityStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  backend?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
  bio?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  birthDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  coverImageUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  deleted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emails?: Resolver<ReadonlyArray<ResolversTypes['Email']>, ParentType, ContextType>;
  firstName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gender?: Resolver<Maybe<ResolversTypes['Gender']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  middleName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onboardingData?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  phones?: Resolver<ReadonlyArray<ResolversTypes['Phone']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  profileImageUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reportees?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timezone?: Resolver<Maybe<ResolversTypes['TimeZone']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  username?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export type CreateUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateUserPayload'] = ResolversParentTypes['CreateUserPayload']> = ResolversObject<{
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['Outcome']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
}>;

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeviceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device']> = ResolversObject<{
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  osVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  packageName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  platform?: Resolver<Maybe<ResolversTypes['DevicePlatform']>, ParentType, ContextType>;
}>;

export type EmailResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Email'] = ResolversParentTypes['Email']> = ResolversObject<{
  address?: Resolver<ResolversTypes['EmailAddress'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
  verified?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
}>;

export interface EmailAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EmailAddress'], any> {
  name: 'EmailAddress';
}

export type EmeritusAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmeritusAccount'] = ResolversParentTypes['EmeritusAccount'], FederationReferenceType extends FederationReferenceTypes['EmeritusAccount'] = FederationReferenceTypes['EmeritusAccount']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['EmeritusAccount']> | FederationReferenceType, FederationReferenceType, ContextType>;
  age?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  backend?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  company?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  corpId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emails?: Resolver<ReadonlyArray<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  firstName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gender?: Resolver<Maybe<ResolversTypes['Gender']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jobTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  linkedinUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  owners?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  phones?: Resolver<ReadonlyArray<ResolversTypes['Phone']>, ParentType, ContextType>;
  pool?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type EmploymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Employment'] = ResolversParentTypes['Employment']> = ResolversObject<{
  company?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jobTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  linkedinUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type FieldCandidateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldCandidate'] = ResolversParentTypes['FieldCandidate']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  backend?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
  backendField?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  rawValue?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CandidateState'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
}>;

export type FieldProvenanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldProvenance'] = ResolversParentTypes['FieldProvenance']> = ResolversObject<{
  candidates?: Resolver<ReadonlyArray<ResolversTypes['FieldCandidate']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type HaptikAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HaptikAccount'] = ResolversParentTypes['HaptikAccount'], FederationReferenceType extends FederationReferenceTypes['HaptikAccount'] = FederationReferenceTypes['HaptikAccount']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['HaptikAccount']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  backend?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
  customData?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['LanguageCode']>, ParentType, ContextType>;
  mobileNumber?: Resolver<Maybe<ResolversTypes['PhoneNumber']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type HaptikTractAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HaptikTractAccount'] = ResolversParentTypes['HaptikTractAccount'], FederationReferenceType extends FederationReferenceTypes['HaptikTractAccount'] = FederationReferenceTypes['HaptikTractAccount']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['HaptikTractAccount']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  backend?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType, Partial<HaptikTractAccountDetailsArgs>>;
  detailsAvailable?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  devicePlatform?: Resolver<Maybe<ResolversTypes['DevicePlatform']>, ParentType, ContextType>;
  ectUserId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  thirdPartyUserId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  userName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export interface LanguageCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LanguageCode'], any> {
  name: 'LanguageCode';
}

export type LinkAccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LinkAccountPayload'] = ResolversParentTypes['LinkAccountPayload']> = ResolversObject<{
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
}>;

export type LocationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Location'] = ResolversParentTypes['Location']> = ResolversObject<{
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  countryName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = ResolversObject<{
  createUser?: Resolver<ResolversTypes['CreateUserPayload'], ParentType, ContextType, RequireFields<MutationCreateUserArgs, 'input'>>;
  linkAccount?: Resolver<ResolversTypes['LinkAccountPayload'], ParentType, ContextType, RequireFields<MutationLinkAccountArgs, 'input'>>;
  unlinkAccount?: Resolver<ResolversTypes['UnlinkAccountPayload'], ParentType, ContextType, RequireFields<MutationUnlinkAccountArgs, 'input'>>;
  updateEmail?: Resolver<ResolversTypes['UpdateEmailPayload'], ParentType, ContextType, RequireFields<MutationUpdateEmailArgs, 'input'>>;
  updateOwners?: Resolver<ResolversTypes['UpdateOwnersPayload'], ParentType, ContextType, RequireFields<MutationUpdateOwnersArgs, 'input'>>;
  updatePool?: Resolver<ResolversTypes['UpdatePoolPayload'], ParentType, ContextType, RequireFields<MutationUpdatePoolArgs, 'input'>>;
  updateUser?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'input'>>;
}>;

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = ResolversObject<{
  __resolveType: TypeResolveFn<'ChakraAccount' | 'EmeritusAccount' | 'HaptikAccount' | 'HaptikTractAccount' | 'User' | 'VoltMxAccount', ParentType, ContextType>;
}>;

export type OutcomeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Outcome'] = ResolversParentTypes['Outcome']> = ResolversObject<{
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  backend?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['BackendError']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OutcomeStatus'], ParentType, ContextType>;
}>;

export type OwnerOutcomeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OwnerOutcome'] = ResolversParentTypes['OwnerOutcome']> = ResolversObject<{
  change?: Resolver<ResolversTypes['OwnerChange'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['BackendError']>, ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OutcomeStatus'], ParentType, ContextType>;
}>;

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = ResolversObject<{
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type PhoneResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Phone'] = ResolversParentTypes['Phone']> = ResolversObject<{
  kind?: Resolver<ResolversTypes['PhoneKind'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['PhoneNumber'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
}>;

export interface PhoneNumberScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['PhoneNumber'], any> {
  name: 'PhoneNumber';
}

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  allUsers?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, Partial<QueryAllUsersArgs>>;
  backends?: Resolver<ReadonlyArray<ResolversTypes['BackendInfo']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'by'>>;
  users?: Resolver<ReadonlyArray<Maybe<ResolversTypes['User']>>, ParentType, ContextType, RequireFields<QueryUsersArgs, 'by'>>;
}>;

export type SubscriptionsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscriptions'] = ResolversParentTypes['Subscriptions']> = ResolversObject<{
  email?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  sms?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  voice?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
}>;

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UnlinkAccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnlinkAccountPayload'] = ResolversParentTypes['UnlinkAccountPayload']> = ResolversObject<{
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
}>;

export type UpdateEmailPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateEmailPayload'] = ResolversParentTypes['UpdateEmailPayload']> = ResolversObject<{
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['Outcome']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
}>;

export type UpdateOwnersPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateOwnersPayload'] = ResolversParentTypes['UpdateOwnersPayload']> = ResolversObject<{
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['OwnerOutcome']>, ParentType, ContextType>;
  owners?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
}>;

export type UpdatePoolPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdatePoolPayload'] = ResolversParentTypes['UpdatePoolPayload']> = ResolversObject<{
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['Outcome']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
}>;

export type UpdateUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateUserPayload'] = ResolversParentTypes['UpdateUserPayload']> = ResolversObject<{
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['Outcome']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
}>;

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType, RequireFields<UserAccountArgs, 'at'>>;
  accounts?: Resolver<ReadonlyArray<ResolversTypes['Account']>, ParentType, ContextType>;
  active?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  age?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  availability?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  bio?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  birthDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  coverUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  customData?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType, Partial<UserDetailsArgs>>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  emails?: Resolver<ReadonlyArray<ResolversTypes['Email']>, ParentType, ContextType>;
  employment?: Resolver<Maybe<ResolversTypes['Employment']>, ParentType, ContextType>;
  familyName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gender?: Resolver<Maybe<ResolversTypes['Gender']>, ParentType, ContextType>;
  givenName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['LanguageCode']>, ParentType, ContextType>;
  lastActiveAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['Location']>, ParentType, ContextType>;
  middleName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owners?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['PhoneNumber']>, ParentType, ContextType>;
  phones?: Resolver<ReadonlyArray<ResolversTypes['Phone']>, ParentType, ContextType>;
  pool?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<UserProvenanceArgs>>;
  reportees?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  subscriptions?: Resolver<Maybe<ResolversTypes['Subscriptions']>, ParentType, ContextType>;
  timezone?: Resolver<Maybe<ResolversTypes['TimeZone']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  username?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type UserConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type UserEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
}>;

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = ResolversObject<{
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type VoltMxAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VoltMxAccount'] = ResolversParentTypes['VoltMxAccount'], FederationReferenceType extends FederationReferenceTypes['VoltMxAccount'] = FederationReferenceTypes['VoltMxAccount']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['VoltMxAccount']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  backend?: Resolver<ResolversTypes['Backend'], ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  firstName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastActiveAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mobileNumber?: Resolver<Maybe<ResolversTypes['PhoneNumber']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subscriptions?: Resolver<Maybe<ResolversTypes['Subscriptions']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type Resolvers<ContextType = Context> = ResolversObject<{
  Account?: AccountResolvers<ContextType>;
  BackendError?: BackendErrorResolvers<ContextType>;
  BackendInfo?: BackendInfoResolvers<ContextType>;
  ChakraAccount?: ChakraAccountResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  CreateUserPayload?: CreateUserPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Device?: DeviceResolvers<ContextType>;
  Email?: EmailResolvers<ContextType>;
  EmailAddress?: GraphQLScalarType;
  EmeritusAccount?: EmeritusAccountResolvers<ContextType>;
  Employment?: EmploymentResolvers<ContextType>;
  FieldCandidate?: FieldCandidateResolvers<ContextType>;
  FieldProvenance?: FieldProvenanceResolvers<ContextType>;
  HaptikAccount?: HaptikAccountResolvers<ContextType>;
  HaptikTractAccount?: HaptikTractAccountResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  JSONObject?: GraphQLScalarType;
  LanguageCode?: GraphQLScalarType;
  LinkAccountPayload?: LinkAccountPayloadResolvers<ContextType>;
  Location?: LocationResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Outcome?: OutcomeResolvers<ContextType>;
  OwnerOutcome?: OwnerOutcomeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Phone?: PhoneResolvers<ContextType>;
  PhoneNumber?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Subscriptions?: SubscriptionsResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
  URL?: GraphQLScalarType;
  UnlinkAccountPayload?: UnlinkAccountPayloadResolvers<ContextType>;
  UpdateEmailPayload?: UpdateEmailPayloadResolvers<ContextType>;
  UpdateOwnersPayload?: UpdateOwnersPayloadResolvers<ContextType>;
  UpdatePoolPayload?: UpdatePoolPayloadResolvers<ContextType>;
  UpdateUserPayload?: UpdateUserPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  VoltMxAccount?: VoltMxAccountResolvers<ContextType>;
}>;

