import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = {
  DateTime: 'string',
  Date: 'string',
  EmailAddress: 'string',
  PhoneNumber: 'string',
  URL: 'string',
  TimeZone: 'string',
  CountryCode: 'string',
  LanguageCode: 'string',
  JSON: 'unknown',
  JSONObject: 'Record<string, unknown>',
  _FieldSet: 'string',
  federation__FieldSet: 'string',
  link__Import: 'string',
};

const shared = {
  enumsAsTypes: true,
  scalars,
  strictScalars: true,
  useTypeImports: true,
  federation: true,
  importExtension: '.ts',
  immutableTypes: true,
} as const;

const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  generates: {
    'src/schema.generated.ts': { plugins: ['typescript'], config: shared },
    'src/graphql/resolvers.generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        ...shared,
        // Either is written as the same text.
        scalars: { ...scalars, DateTime: { input: 'string', output: 'Date | string' } },
        contextType: './context.ts#Context',
        useIndexSignature: true,
        mappers: {
          User: '../users/user.ts#User as UserModel',
          Account: '../users/user.ts#Account as AccountModel',
          HaptikTractAccount: '../users/user.ts#Account as AccountModel',
          HaptikAccount: '../users/user.ts#Account as AccountModel',
          ChakraAccount: '../users/user.ts#Account as AccountModel',
          VoltMxAccount: '../users/user.ts#Account as AccountModel',
          EmeritusAccount: '../users/user.ts#Account as AccountModel',
          UserConnection: '../users/connection.ts#Connection as ConnectionModel',
          UserEdge: '../users/connection.ts#Edge as EdgeModel',
          Operation: '../registry/operations.ts#OperationRow as OperationModel',
          HistoryConnection: '../users/history.ts#HistoryPage as HistoryPageModel',
          HistoryEntry: '../users/history.ts#HistoryEntry as HistoryEntryModel',
          PossibleDuplicate: '../users/duplicates.ts#PossibleDuplicate as PossibleDuplicateModel',
          Outcome: '../users/outcome.ts#Outcome as OutcomeModel',
          CreateUserPayload: '../users/outcome.ts#WriteResult as WriteResultModel',
          UpdateUserPayload: '../users/outcome.ts#WriteResult as WriteResultModel',
          UpdatePoolPayload: '../users/outcome.ts#WriteResult as WriteResultModel',
          UpdateEmailPayload: '../users/outcome.ts#WriteResult as WriteResultModel',
          UpdateOwnersPayload: '../users/owners.ts#OwnersResult as OwnersResultModel',
          LinkAccountPayload: '../users/link.ts#LinkOutcome as LinkOutcomeModel',
          UnlinkAccountPayload: '../users/link.ts#LinkOutcome as LinkOutcomeModel',
        },
      },
    },
    // The typed client of the tests: what a frontend generates for its own documents.
    'test/client/generated/': {
      preset: 'client',
      documents: 'test/client/*.graphql',
      presetConfig: { fragmentMasking: false, skipIndexFile: true },
      config: {
        documentMode: 'string',
        // A client sends an id as text: a 64-bit one does not survive as a number.
        scalars: { ...scalars, ID: 'string' },
        strictScalars: true,
        useTypeImports: true,
        importExtension: '.ts',
        immutableTypes: true,
      },
    },
  },
};

export default config;
