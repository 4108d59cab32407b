import type { CreateUserInput } from '#schema';

let made = 0;

/** Somebody whom no backend knows yet, with all that each of them needs. */
export function stranger(): Stranger {
  made += 1;
  const number = String(made).padStart(4, '0');
  return {
    displayName: `Nova Person ${number}`,
    givenName: 'Nova',
    familyName: `Person ${number}`,
    email: `nova.${number}@example.net`,
    phone: `+91981200${number}`,
    location: { country: 'IN' },
    haptikTract: { userId: `nova-${number}` },
    haptik: { authId: `nova${number}` },
  };
}

type Stranger = CreateUserInput &
  Readonly<{
    displayName: string;
    givenName: string;
    familyName: string;
    email: string;
    phone: string;
    location: { country: string };
    haptikTract: { userId: string };
    haptik: { authId: string };
  }>;
