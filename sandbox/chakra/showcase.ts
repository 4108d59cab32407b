import type { ChakraRecord } from './records.ts';

const CREATED = Date.UTC(2023, 3, 12, 9, 30);
const ID = '9763caa1-cef3-497f-b3b2-f551456b2831';

const email = (id: string, address: string, type: string, isVerified: boolean) => ({
  id,
  createdAt: CREATED,
  updatedAt: CREATED,
  email: address,
  normalizedEmail: address.toLowerCase(),
  type,
  isVerified,
  user: ID,
});

const work = email(
  '0f6f1f0e-6a8e-4c0e-9b58-5a3c7a1f7d01',
  'latha.ganesh@work.example.org',
  'WORK',
  true,
);
const home = email(
  '0f6f1f0e-6a8e-4c0e-9b58-5a3c7a1f7d02',
  'latha.ganesh@example.com',
  'PERSONAL',
  true,
);

/** Person number 1, as the README and GraphiQL's examples know her. Nothing to be told is missing here. */
export const showcase: ChakraRecord = {
  id: ID,
  createdAt: CREATED,
  updatedAt: Date.UTC(2025, 4, 2, 16, 5),
  username: 'latha',
  firstName: 'Latha',
  lastName: 'Ganesh',
  middleName: null,
  displayName: 'Latha Ganesh',
  gender: 'Female',
  dob: Date.UTC(1988, 1, 29),
  bio: 'Looks after people who look after people.',
  profileImageUrl: 'https://img.example.com/1/face.png',
  coverImageUrl: 'https://img.example.com/1/cover.jpg',
  timezone: 'Asia/Kolkata',
  data: { seats: 3, tags: ['sandbox', 'showcase'] },
  onboardingData: { step: 5 },
  isActive: true,
  isDeleted: false,
  deletedAt: null,
  availabilityStatus: 'AVAILABLE',
  team: 'Aurora',
  role: 'supervisor',
  profile: null,
  phones: ['+91 98000 00001', { number: '+91 98000 05001' }],
  primaryPhone: '+91 98000 00001',
  emails: [work, home],
  primaryEmail: home,
  reportees: [],
};
