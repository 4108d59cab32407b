import fc from 'fast-check';
import type {
  Argument,
  Condition,
  Field,
  Fragment,
  Names,
  Naming,
  Part,
  Selection,
} from './query.ts';
import { BACKENDS } from './world.ts';

type Below = fc.Arbitrary<Selection>;

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}

/** Each account type's fields that have none below. */
const ACCOUNT_LEAVES = {
  HaptikTractAccount: words('thirdPartyUserId ectUserId userName devicePlatform detailsAvailable'),
  HaptikAccount: words('mobileNumber email name language customData'),
  ChakraAccount: words('username displayName gender deleted data createdAt'),
  VoltMxAccount: words('firstName email country lastActiveAt'),
  EmeritusAccount: words(
    'corpId name age city cityRaw cityMobile linkedinUrl profilePhone mobile mobileBackup owners pool',
  ),
} as const;

type AccountType = keyof typeof ACCOUNT_LEAVES;

const ACCOUNT_TYPES = Object.keys(ACCOUNT_LEAVES) as readonly AccountType[];

const ANY_ACCOUNT = words('id backend ref origin asOf raw');

const USER_LEAVES =
  words(`id displayName givenName familyName email phone gender age middleName username language
  timezone birthDate bio avatarUrl coverUrl availability active deleted deletedAt lastActiveAt owners pool customData
  createdAt updatedAt`);

/** Drawn more often: the fields that have more than one source. */
const CONTESTED = words('displayName givenName familyName email phone gender age');

const FIELDS_BELOW = {
  location: words('country countryName state city'),
  employment: words('company jobTitle team role linkedinUrl'),
  subscriptions: words('email sms voice'),
  device: words('platform model osVersion packageName'),
  emails: words('address kind primary createdAt backendId source'),
  phones: words('number kind primary source'),
  provenance: ['field'],
  notices: words('field backend code message'),
} as const;

const GROUPS_OF: Readonly<Record<AccountType, readonly (keyof typeof FIELDS_BELOW)[]>> = {
  HaptikTractAccount: [],
  HaptikAccount: ['device'],
  ChakraAccount: ['emails', 'phones'],
  VoltMxAccount: ['subscriptions'],
  EmeritusAccount: ['emails', 'phones'],
};

const twice = <T>(values: fc.Arbitrary<T>) => fc.tuple(values, values);

const given = <T>(values: fc.Arbitrary<T>) => ({ value: twice(values), variable: fc.boolean() });

const seldom = fc.integer({ min: 1, max: 6 }).map((chance) => chance === 6);

const condition: fc.Arbitrary<Condition | null> = fc
  .tuple(
    seldom,
    fc.record({ directive: fc.constantFrom('include', 'skip'), ...given(fc.boolean()) }),
  )
  .map(([isThere, one]) => (isThere ? one : null));

const nothing = fc.constant(null);

const field = (
  names: readonly string[],
  selection: fc.Arbitrary<Selection | null> = nothing,
  argument: fc.Arbitrary<Argument | null> = nothing,
): fc.Arbitrary<Field> =>
  fc.record({
    kind: fc.constant('field'),
    name: fc.constantFrom(...names),
    argument,
    aliased: seldom,
    condition,
    selection,
  });

const fragment = (on: string | null, selection: Below): fc.Arbitrary<Fragment> =>
  fc.record({
    kind: fc.constant('fragment'),
    on: fc.constant(on),
    spread: on === null ? fc.constant(false) : fc.boolean(),
    condition,
    selection,
  });

interface Choice {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<Part>;
}

/** Up to three of the choices. */
const selectionOf = (choices: readonly (Choice | null)[]): Below =>
  fc.array(fc.oneof(...choices.filter((choice) => choice !== null)), {
    minLength: 1,
    maxLength: 3,
  });

const choice = (weight: number, arbitrary: fc.Arbitrary<Part>): Choice => ({ weight, arbitrary });

const group = (name: keyof typeof FIELDS_BELOW, argument?: fc.Arbitrary<Argument>) =>
  field([name], selectionOf([choice(1, field(FIELDS_BELOW[name]))]), argument);

const groups = (names: readonly (keyof typeof FIELDS_BELOW)[]) =>
  fc.oneof(...names.map((name) => group(name)));

const namesFrom = (kind: 'names' | 'fields', possible: readonly string[]): fc.Arbitrary<Argument> =>
  fc.record({
    kind: fc.constant(kind),
    ...given<Names>(
      fc.option(fc.uniqueArray(fc.constantFrom(...possible), { maxLength: 2 }), { freq: 3 }),
    ),
  });

/** `shoe` is a detail that nobody has. */
const details = field(['details'], nothing, namesFrom('names', ['city', 'plan', 'vip', 'shoe']));

/** `nothing` is no field. */
const PROVENANCE = words(
  'displayName givenName email phones location location.city age details reportees nothing',
);

const provenance = group('provenance', namesFrom('fields', PROVENANCE));

/** Selections go down by their arguments, so each is made once. */
function once(
  make: (edges: number, nesting: number) => Below,
): (edges: number, nesting: number) => Below {
  const made = new Map<string, Below>();
  return (edges, nesting) => {
    const key = `${edges} ${nesting}`;
    const known = made.get(key) ?? make(edges, nesting);
    made.set(key, known);
    return known;
  };
}

/** `edges` and `nesting` say how much deeper it may go: over edges, and in fragments and accounts. */
const ofUser = once((edges, nesting) =>
  selectionOf([
    choice(4, field(CONTESTED)),
    choice(2, field(USER_LEAVES)),
    choice(1, groups(['location', 'employment', 'subscriptions', 'device'])),
    choice(1, groups(['emails', 'phones'])),
    choice(1, groups(['notices'])),
    choice(4, details),
    choice(1, provenance),
    edges > 0 ? choice(5, field(['reportees'], ofUser(edges - 1, nesting))) : null,
    ...(nesting > 0 ? nestedInUser(edges, nesting - 1) : []),
  ]),
);

const nestedInUser = (edges: number, nesting: number): readonly Choice[] => [
  choice(2, field(['account'], ofAccount(edges, nesting), at)),
  choice(1, field(['accounts'], ofAccount(edges, nesting))),
  choice(1, fragment('User', ofUser(edges, nesting))),
  choice(1, fragment(null, ofUser(edges, nesting))),
  choice(1, fragment('Node', ofNode(edges, nesting))),
];

const at: fc.Arbitrary<Argument> = fc.record({
  kind: fc.constant('at'),
  ...given(fc.constantFrom(...BACKENDS)),
});

const ofAccount = once((edges, nesting) =>
  selectionOf([
    choice(2, field(ANY_ACCOUNT)),
    ...ACCOUNT_TYPES.map((type) => choice(1, fragment(type, ofType(type, edges, nesting)))),
    edges > 0 ? choice(2, field(['user'], ofUser(edges - 1, nesting))) : null,
    nesting > 0 ? choice(1, fragment('Account', ofAccount(edges, nesting - 1))) : null,
    nesting > 0 ? choice(1, fragment(null, ofAccount(edges, nesting - 1))) : null,
  ]),
);

const ofType = (type: AccountType, edges: number, nesting: number): Below =>
  selectionOf([
    choice(4, field(ACCOUNT_LEAVES[type])),
    choice(1, field(ANY_ACCOUNT)),
    GROUPS_OF[type].length > 0 ? choice(1, groups(GROUPS_OF[type])) : null,
    type === 'HaptikTractAccount' ? choice(3, details) : null,
    type === 'ChakraAccount' && edges > 0
      ? choice(3, field(['reportees'], ofUser(edges - 1, nesting)))
      : null,
    edges > 0 ? choice(1, field(['user'], ofUser(edges - 1, nesting))) : null,
  ]);

const ofNode = once((edges, nesting) =>
  selectionOf([
    choice(1, field(['id'])),
    choice(4, fragment('User', ofUser(edges, nesting))),
    choice(2, fragment('Account', ofAccount(edges, nesting))),
    ...ACCOUNT_TYPES.map((type) => choice(1, fragment(type, ofType(type, edges, nesting)))),
  ]),
);

const naming: fc.Arbitrary<Naming> = fc.record({
  person: fc.nat({ max: 4 }),
  how: fc.constantFrom('id', 'account', 'otherAccount', 'id', 'account', 'alias', 'nobody'),
});

const one = (kind: 'by' | 'id'): fc.Arbitrary<Argument> =>
  fc.record({ kind: fc.constant(kind), ...given(naming) });

/** What may stand in a union: no field of its own. */
const ofEntity = (edges: number, nesting: number): Below =>
  selectionOf([
    choice(4, fragment('User', ofUser(edges, nesting))),
    choice(2, fragment('Account', ofAccount(edges, nesting))),
    ...ACCOUNT_TYPES.map((type) => choice(1, fragment(type, ofType(type, edges, nesting)))),
  ]);

const several = (kind: 'bys' | 'ids' | 'representations'): fc.Arbitrary<Argument> =>
  fc.record({
    kind: fc.constant(kind),
    ...given(fc.array(naming, { minLength: 1, maxLength: 4 })),
  });

/** One to three root fields, up to three edges below a root. */
export const queries: fc.Arbitrary<readonly Field[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: field(['user'], ofUser(3, 2), one('by')) },
    { weight: 2, arbitrary: field(['users'], ofUser(2, 1), several('bys')) },
    { weight: 1, arbitrary: field(['node'], ofNode(2, 1), one('id')) },
    { weight: 1, arbitrary: field(['nodes'], ofNode(2, 1), several('ids')) },
    { weight: 1, arbitrary: field(['_entities'], ofEntity(2, 1), several('representations')) },
  ),
  { minLength: 1, maxLength: 3 },
);
