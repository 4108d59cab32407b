import { readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { Kind, parse } from 'graphql';
import type { ObjectTypeDefinitionNode } from 'graphql';

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
  federation__Scope: 'string',
  link__Import: 'string',
};

/** The object types of a file of the schema that have this model. */
const modelOf = (
  file: string,
  model: string,
  isSuch: (type: ObjectTypeDefinitionNode) => boolean | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    parse(readFileSync(new URL(`schema/${file}`, import.meta.url), 'utf8'))
      .definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
      .filter(isSuch)
      .map(({ name }) => [name.value, model]),
  );

/** The account type of every backend. */
const accountMappers = modelOf(
  'account.graphql',
  '../users/index.ts#Account as AccountModel',
  ({ interfaces }) => interfaces?.some(({ name }) => name.value === 'Account'),
);

/** The payload of every mutation that writes to backends; one with a model of its own is named below. */
const payloadMappers = modelOf(
  'mutations.graphql',
  '../operations/index.ts#WriteResult as WriteResultModel',
  ({ name, fields }) =>
    name.value.endsWith('Payload') && fields?.some((field) => field.name.value === 'outcomes'),
);

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
          User: '../users/index.ts#User as UserModel',
          Account: '../users/index.ts#Account as AccountModel',
          ...accountMappers,
          UserConnection: '../users/index.ts#UserConnection as ConnectionModel',
          UserEdge: '../users/index.ts#Edge as EdgeModel',
          Operation: '../registry/index.ts#OperationRow as OperationModel',
          HistoryConnection: '../users/index.ts#HistoryPage as HistoryPageModel',
          HistoryEntry: '../users/index.ts#HistoryEntry as HistoryEntryModel',
          EraseUserPayload: '../users/index.ts#EraseResult as EraseResultModel',
          ErasureCertificate: '../registry/index.ts#ErasureCertificate as ErasureCertificateModel',
          ErasureRemainder: '../registry/index.ts#ErasureRemainder as ErasureRemainderModel',
          AuditConnection: '../users/index.ts#AuditPage as AuditPageModel',
          AuditEntry: '../users/index.ts#AuditEntry as AuditEntryModel',
          AuditRef: '../users/index.ts#AuditRef as AuditRefModel',
          PossibleDuplicate: '../users/index.ts#PossibleDuplicate as PossibleDuplicateModel',
          Outcome: '../operations/index.ts#Outcome as OutcomeModel',
          ...payloadMappers,
          UpdateOwnersPayload: '../users/index.ts#OwnersResult as OwnersResultModel',
          LinkAccountPayload: '../users/index.ts#LinkOutcome as LinkOutcomeModel',
          UnlinkAccountPayload: '../users/index.ts#LinkOutcome as LinkOutcomeModel',
        },
      },
    },
    // The typed client of the tests: what a frontend generates for its own documents.
    'test/client/generated/': {
      preset: 'client',
      documents: 'test/client/*.graphql',
      presetConfig: {
        fragmentMasking: false,
        skipIndexFile: true,
        persistedDocuments: { hashAlgorithm: 'sha256' },
      },
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
    // What the examples for Apollo Client and urql share.
    'examples/generated/': {
      preset: 'client',
      documents: 'examples/operations.graphql',
      presetConfig: { fragmentMasking: false, skipIndexFile: true },
      config: {
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
