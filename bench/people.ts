/** A made-up person: how each backend calls them, and what was last written where nothing can be read. */
export interface Person {
  readonly number: number;
  readonly chakraId: string;
  readonly emeritusId: string;
  readonly haptikUserId: string;
  readonly authId: string;
  readonly voltMxId: string;
  readonly written: ReturnType<typeof writtenOf>;
}

export const CORP_ID = 'bench';

/** Enough that an answer is not the one before, few enough to start at once. */
export const PEOPLE = 128;

export const chakraIdOf = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The number in any identifier of a person. */
export const numberIn = (id: string): number => Number(/\d{1,12}$/.exec(id)?.[0]);

/** Who reports to a person: three others, so that the people of a query share them. */
export const reporteesOf = (number: number): readonly number[] =>
  [1, 5, 11].map((step) => (number + step) % PEOPLE);

/** What was last written at the backends that cannot be read. */
const writtenOf = (number: number) => ({
  HAPTIK: {
    name: `Person ${number}`,
    email: `person${number}@haptik.example`,
    language_code: 'ta',
    phone_model: 'Pixel 9',
    os_version: '16',
    custom_data: { plan: 'gold', seats: 3 },
  },
  VOLT_MX: {
    firstName: 'Person',
    lastName: String(number),
    email: `person${number}@volt-mx.example`,
    country: 'India',
    state: 'Tamil Nadu',
    emailSubscription: true,
    smsSubscription: false,
    lastActiveDate: '2025-11-20T08:30:00.000Z',
  },
  EMERITUS: { owner_id: ['0a1b2c3d', '4e5f6a7b'], pool: 'alive' },
});

export const person = (number: number): Person => ({
  number,
  chakraId: chakraIdOf(number),
  emeritusId: String(number).padStart(32, '0'),
  haptikUserId: `haptik-${number}`,
  authId: `auth${number}`,
  voltMxId: String(9_000_000_000_000_000_000n + BigInt(number)),
  written: writtenOf(number),
});

export const people: readonly Person[] = Array.from({ length: PEOPLE }, (_, number) =>
  person(number),
);
