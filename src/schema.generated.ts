export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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
