import { z } from 'zod';
import { readSecretFile, SecretFileError } from './secret-file.ts';
import { Secret } from './secret.ts';

/** What a credential's text must pass; comes out as `undefined` when it is unset. */
type Rule = z.ZodType<string | undefined>;
type Rules = Readonly<Record<string, Rule>>;

type SecretsOf<Credentials extends Rules> = {
  -readonly [Name in keyof Credentials]: z.ZodType<Secret | undefined>;
};

/** The text of a credential that came from a file, on its way to its rule. */
class FileText {
  readonly variable: string;
  readonly path: string;
  readonly text: string;

  constructor(variable: string, path: string) {
    this.variable = variable;
    this.path = path;
    this.text = readSecretFile(path);
  }
}

/**
 * A section of the configuration: plain settings, and credentials, each of which may also stand in a file that
 * `<variable>_FILE` names. `check` sees all of them together.
 */
export const section = <Shape extends z.ZodRawShape, Credentials extends Rules>(
  shape: Shape,
  credentials: Credentials,
  check: (settings: Readonly<Record<string, unknown>>, context: z.RefinementCtx) => void = pass,
) => {
  const names = Object.keys(credentials);
  const secrets = Object.fromEntries(
    Object.entries(credentials).map(([name, rule]) => [name, secretOf(rule)]),
  ) as SecretsOf<Credentials>;
  const schema = z
    .preprocess(withFiles(names), z.object({ ...shape, ...secrets }))
    .superRefine((settings, context) => check(settings, context));
  const variables = [...Object.keys(shape), ...names, ...names.map(fileVariable)];
  return Object.assign(schema, { variables });
};

const pass = (): void => undefined;

/** The variable that names the file of a credential. */
const fileVariable = (name: string): string => `${name}_FILE`;

const isSet = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** Puts the texts of files in the places of their credentials. */
const withFiles =
  (names: readonly string[]) =>
  (environment: unknown, context: z.RefinementCtx): unknown => {
    const given: Readonly<Record<string, unknown>> = { ...(environment as object) };
    const texts = names.flatMap((name) => {
      const path = given[fileVariable(name)];
      if (!isSet(path)) return [];
      const problem = isSet(given[name]) ? twice(name) : null;
      const text = problem ?? fileText(name, path.trim());
      if (text instanceof FileText) return [[name, text] as const];
      context.addIssue({ code: 'custom', path: [fileVariable(name)], message: text });
      return [];
    });
    return { ...given, ...Object.fromEntries(texts) };
  };

const twice = (name: string): string =>
  `${fileVariable(name)} must not be set together with ${name}: unset one of them.`;

const fileText = (name: string, path: string): FileText | string => {
  const variable = fileVariable(name);
  try {
    return new FileText(variable, path);
  } catch (error) {
    if (!(error instanceof SecretFileError)) throw error;
    return `${variable} names a file that ${error.message}: name one that holds the credential.`;
  }
};

const secretOf = (rule: Rule): z.ZodType<Secret | undefined> =>
  z
    .unknown()
    .optional()
    .transform((given, context): Secret | undefined => {
      const file = given instanceof FileText ? given : undefined;
      const parsed = rule.safeParse(file ? file.text : given);
      if (!parsed.success) {
        for (const { message } of parsed.error.issues)
          context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
      if (parsed.data === undefined) return undefined;
      return new Secret(parsed.data, file && { ...file, accept: (text) => accepted(rule, text) });
    });

const accepted = (rule: Rule, text: string): string => {
  const { data, error } = rule.safeParse(text);
  if (data !== undefined) return data;
  const [issue] = error?.issues ?? [];
  throw new SecretFileError(`holds no such credential (${issue?.message ?? 'it is empty'})`);
};
