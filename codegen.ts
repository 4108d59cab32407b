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
  },
};

export default config;
