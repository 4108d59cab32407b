import { IDENTIFIER_RULE } from '#backends';
import { isPlainIdentifier, text } from '#normalise';
import type { UserError } from '#operations';
import type { CreateUserInput, UpdateOwnersInput, UserChanges } from '#schema';

/** Texts of which no backend makes anything when they are blank. */
const CREATION_TEXTS = [
  'displayName',
  'givenName',
  'familyName',
  'location.state',
  'location.city',
  'device.model',
  'device.osVersion',
  'device.packageName',
];

const CHANGE_TEXTS = [
  'displayName',
  'device.model',
  'device.osVersion',
  'device.packageName',
  'authCode',
];

/**
 * What is wrong with a person to be created, whoever is asked to. `isNamed`: the input has an identifier. A record of
 * nobody in particular could be told from no other, and no vendor documents a way to delete it.
 */
export function creationProblems(input: CreateUserInput, isNamed: boolean): readonly UserError[] {
  const { displayName, givenName, familyName, email, phone } = input;
  const tells = [displayName, givenName, familyName, email, phone].some(
    (value) => (value ?? null) !== null,
  );
  return [
    ...(tells || isNamed ? [] : [invalid(NOBODY, ['input'])]),
    ...blankTexts(input, CREATION_TEXTS, 'This text is blank: leave it out.', ['input']),
  ];
}

const NOBODY =
  'Say who the person is: a name, an e-mail address, a phone number or an identifier is needed.';

/** What is wrong with a set of changes before anyone is asked about it. */
export function changeProblems(changes: UserChanges): readonly UserError[] {
  if (Object.values(changes).every((value) => value === undefined)) {
    return [invalid('Name at least one field to change.', ['input', 'set'])];
  }
  const message = 'This text is blank; null clears it.';
  return blankTexts(changes, CHANGE_TEXTS, message, ['input', 'set']);
}

const blankTexts = (
  input: object,
  places: readonly string[],
  message: string,
  at: readonly string[],
): readonly UserError[] =>
  places.flatMap((place) => {
    const path = place.split('.');
    const value = path.reduce<unknown>((within, name) => Object(within)[name], input);
    const isBlank = typeof value === 'string' && text(value) === null;
    return isBlank ? [invalid(message, [...at, ...path])] : [];
  });

/** A pool is known by its name, as an identifier is. */
export function poolProblems(pool: string): readonly UserError[] {
  return isPlainIdentifier(pool) ? [] : [invalid(POOL_RULE, ['input', 'pool'])];
}

const POOL_RULE = IDENTIFIER_RULE.replace('An identifier', 'The name of a pool');

/** An owner that is none would stop the changes half-way; one in both lists contradicts itself. */
export function ownerProblems({ add, remove }: UpdateOwnersInput): readonly UserError[] {
  const removals = new Set(remove);
  const additions = add ?? [];
  if (removals.size + additions.length === 0) {
    return [invalid('Name at least one owner to add or remove.', ['input'])];
  }
  return [
    ...misnamed(remove ?? [], ['input', 'remove']),
    ...misnamed(additions, ['input', 'add']),
    ...entriesWhere(additions, (owner) => removals.has(owner), BOTH, ['input', 'add']),
  ];
}

const BOTH = 'This owner is to be removed as well. Name it once.';

const misnamed = (owners: readonly string[], path: readonly string[]): readonly UserError[] =>
  entriesWhere(owners, (owner) => !isPlainIdentifier(owner), IDENTIFIER_RULE, path);

const entriesWhere = (
  owners: readonly string[],
  isWrong: (owner: string) => boolean,
  message: string,
  path: readonly string[],
): readonly UserError[] =>
  owners.flatMap((owner, index) =>
    isWrong(owner) ? [invalid(message, [...path, String(index)])] : [],
  );

const invalid = (message: string, path: readonly string[]): UserError => ({
  code: 'INVALID_INPUT',
  message,
  path,
});
