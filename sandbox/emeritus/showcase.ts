import { CORP_ID, type EmeritusRecord } from './records.ts';

const USER_ID = '5f9b0b1b-5b0b-4b1b-9b0b-1b5b0b4b1b9b';

/** Person number 1, as the README and GraphiQL's examples know her; other backends spell and place her otherwise. */
export const showcase: EmeritusRecord = {
  corp_id: CORP_ID,
  user_id: USER_ID,
  profile: {
    user_id: USER_ID,
    corp_id: CORP_ID,
    name: 'L. Ganesh',
    last_name: 'Ganesh',
    first_name: 'Latha',
    area_code: '91',
    mobile: '9800000001',
    gender: 'F',
    age: 36,
    city: 'Chennai',
    city_raw: 'Chennai, TN',
    city_mobile: 'Coimbatore',
    company_name: 'Example Analytics',
    job_title: 'Head of Care',
    department: 'People',
    industry: 'Education',
    linkedin_url: 'https://www.example.com/in/latha-ganesh',
  },
  mobile: ['91', '9800000001'],
  mobileBackup: ['91', '9800005001'],
  emails: ['latha.ganesh@work.example.org', 'Latha.Ganesh@example.com', 'latha@school.example.org'],
  owners: ['123456789bf421c8b8e3fc642bc3821', '2f0e4c1d6a7b4f2f9f6f0d3c1b2a4958'],
  pool: 'alive',
};
