const BACKENDS = {
  HaptikTractAccount: 'HAPTIK_TRACT',
  HaptikAccount: 'HAPTIK',
  ChakraAccount: 'CHAKRA',
  VoltMxAccount: 'VOLT_MX',
  EmeritusAccount: 'EMERITUS',
} as const;

/** The fields that lead from the root to an object of each type; `@` stands for a fragment on the type. */
export const ROUTES: Readonly<Record<string, readonly string[]>> = {
  User: ['user'],
  ...Object.fromEntries(
    Object.entries(BACKENDS).map(([type, at]) => [
      type,
      ['user', `account(at: ${at})`, `@${type}`],
    ]),
  ),
  Location: ['user', 'location'],
  Employment: ['user', 'employment'],
  Subscriptions: ['user', 'subscriptions'],
  Device: ['user', 'device'],
  Email: ['user', 'emails'],
  Phone: ['user', 'phones'],
  FieldProvenance: ['user', 'provenance(fields: ["displayName"])'],
  FieldCandidate: ['user', 'provenance(fields: ["displayName"])', 'candidates'],
  Notice: ['user', 'notices'],
  Conflict: ['user', 'account(at: CHAKRA)', '@ChakraAccount', 'conflicts'],
  HistoryConnection: ['user', 'history'],
  HistoryEdge: ['user', 'history', 'edges'],
  HistoryEntry: ['user', 'history', 'edges', 'node'],
  PossibleDuplicate: ['user', 'possibleDuplicates'],
  SharedContact: ['user', 'possibleDuplicates', 'evidence'],
  UserConnection: ['allUsers'],
  UserEdge: ['allUsers', 'edges'],
  PageInfo: ['allUsers', 'pageInfo'],
  BackendInfo: ['backends'],
  Operation: ['operation'],
  Outcome: ['operation', 'outcomes'],
  BackendError: ['operation', 'outcomes', 'error'],
  FailedAttempt: ['operation', 'outcomes', 'failures'],
  NotStored: ['operation', 'outcomes', 'notStored'],
  OwnerOutcome: ['updateOwners', 'outcomes'],
  UserError: ['updateUser', 'errors'],
  AuditConnection: ['audit'],
  AuditEdge: ['audit', 'edges'],
  AuditEntry: ['audit', 'nodes'],
  AuditRef: ['audit', 'nodes', 'refs'],
  AuditOutcome: ['audit', 'nodes', 'outcomes'],
  ErasureCertificate: ['eraseUser', 'certificate'],
  ErasedData: ['eraseUser', 'certificate', 'removed'],
  ErasureRemainder: ['eraseUser', 'certificate', 'remaining'],
  _Service: ['_service'],
};

/** How each root field is asked. */
export const ROOTS: Readonly<Record<string, string>> = {
  node: 'node(id: $id)',
  nodes: 'nodes(ids: [$id])',
  user: 'user(by: { id: $id })',
  users: 'users(by: [{ id: $id }])',
  allUsers: 'allUsers(first: 2)',
  operation: 'operation(id: $operation)',
  exportUser: 'exportUser(by: { id: $id })',
  audit: 'audit(filter: { operationId: $operation })',
  backends: 'backends',
  _entities: '_entities(representations: [{ __typename: "User", id: $id }])',
  _service: '_service',
};

/** Mutations that may be made any number of times. */
export const INPUTS: Readonly<Record<string, string>> = {
  createUser: '{ displayName: "Zed", backends: [CHAKRA] }',
  updateUser: '{ user: { id: $id }, set: { email: "asha@haptik.example" } }',
  updateOwners: '{ user: { id: $id }, add: ["owner-1"] }',
  updatePool: '{ user: { id: $id }, pool: "alive" }',
  updateEmail: '{ user: { id: $id }, email: "asha@haptik.example" }',
  linkAccount: '{ user: { id: $id }, account: { authId: "nobody-0" } }',
  unlinkAccount: '{ user: { id: $id }, account: { authId: "nobody" } }',
  eraseUser: '{ user: { authId: "erased" } }',
};

export const MUTATIONS: Readonly<Record<string, string>> = {
  updateUser: `mutation($id: ID!) { updateUser(input: ${INPUTS['updateUser']}) { operation { id } } }`,
  erased: `mutation {
    createUser(input: { displayName: "Zoe", backends: [HAPTIK], haptik: { authId: "erased" } }) { user { id } }
    eraseUser(input: ${INPUTS['eraseUser']}) { certificate { id } } }`,
};

/** Nothing leads to one of these without a failure. */
export const RARE = new Set(['Notice', 'Conflict', 'FailedAttempt', 'NotStored', 'UserError']);
