import { z } from 'zod';

// What the aggregator takes of the backends' answers, checked as somebody does it by hand: the fields that are shown, a
// record that is none is refused, and nothing is said of the rest.

const text = z.string().nullish();
const epoch = z.number().nullish();

export const tractAnswer = z.object({ device_platform: text });

export const chakraAnswer = z.object({
  _data: z.object({
    displayName: text,
    firstName: text,
    lastName: text,
    username: text,
    gender: text,
    dob: epoch,
    bio: text,
    profileImageUrl: text,
    timezone: text,
    availabilityStatus: text,
    isActive: z.boolean().nullish(),
    team: text,
    role: text,
    createdAt: epoch,
    updatedAt: epoch,
    emails: z.array(z.object({ email: text, type: text, isVerified: z.boolean().nullish() })),
    reportees: z.array(z.string()),
  }),
});

export const profileAnswer = z.object({
  code: z.literal(0),
  data: z.object({
    name: text,
    first_name: text,
    last_name: text,
    age: z.number().nullish(),
    city: text,
    city_raw: text,
    company_name: text,
    job_title: text,
    department: text,
  }),
});

export const contactAnswer = z.object({
  code: z.literal(0),
  data: z.object({ value: z.array(text) }),
});

export const registeredAnswer = z.object({ auth_id: z.string(), language_code: text });

export type Tract = z.infer<typeof tractAnswer>;
export type Chakra = z.infer<typeof chakraAnswer>['_data'];
export type Profile = z.infer<typeof profileAnswer>['data'];
export type ContactEmail = z.infer<typeof contactAnswer>['data'];
