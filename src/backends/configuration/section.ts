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

/** Which settings of a section need which. */
interface Dependencies {
  /** The address without which the other settings have no effect. */
  readonly url: string;
  /** What must be set with it, and what that holds. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Settings that have an effect of their own. */
  readonly alone?: readonly string[];
}

/**
 * A section of the configuration: plain settings, and credentials, each of which may also stand in a file that
 * `<variable>_FILE` names. A setting that is needed and missing is a problem, and so is one that has no effect.
 */
export const section = <Shape extends z.ZodRawShape, Credentials extends Rules>(
  shape: Shape,
  credentials: Credentials,
  dependencies?: Dependencies,
) => {
  const names = Object.keys(credentials);
  const secrets = Object.fromEntries(
    Object.entries(credentials).map(([name, rule]) => [name, secretOf(rule)]),
  ) as SecretsOf<Credentials>;
  const object = z.object({ ...shape, ...secrets });
  const usual: Settings = object.parse({});
  const schema = z.preprocess(withFiles(names), object).superRefine((settings, context) => {
    if (dependencies) checkDependencies(settings, usual, dependencies, context);
  });
  const variables = [...Object.keys(shape), ...names, ...names.map(fileVariable)];
  return Object.assign(schema, { variables });
};

type Settings = Readonly<Record<string, unknown>>;

function checkDependencies(
  settings: Settings,
  usual: Settings,
  { url, needs = {}, alone = [] }: Dependencies,
  context: z.RefinementCtx,
): void {
  const complain = (variable: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [variable], message });
  if (settings[url] !== undefined) {
    for (const [variable, holds] of Object.entries(needs)) {
      if (settings[variable] !== undefined) continue;
      complain(variable, `${variable} must be set with ${url}: ${holds}.`);
    }
    return;
  }
  for (const [name, value] of Object.entries(settings)) {
    if (alone.includes(name) || isSame(value, usual[name])) continue;
    const variable = value instanceof Secret && value.isRenewable ? fileVariable(name) : name;
    complain(variable, `${variable} has no effect without ${url}: set that too, or unset it.`);
  }
}

/** Settings are texts, lists of texts or secrets; the usual one of a secret is that there is none. */
const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

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
