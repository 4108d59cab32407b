import type { Name } from './cultures.ts';
import type { Mobile, Person } from './person.ts';
import type { Random } from './random.ts';

/** The full name in the person's own script and order. */
export function nativeName(person: Person): string {
  return person.culture.familyFirst
    ? person.family.native + person.given.native
    : `${person.given.native} ${person.family.native}`;
}

export function latinName(person: Person): string {
  return `${person.given.latin} ${person.family.latin}`;
}

/** One of the ways in which a form ends up with a person's name: script, order, capitals, initials, a slip. */
export function writtenName(person: Person, random: Random): string {
  const { given, family } = person;
  return random.pick([
    nativeName(person),
    nativeName(person),
    latinName(person),
    latinName(person).toUpperCase(),
    `${family.latin}, ${given.latin}`,
    `${given.latin.charAt(0)}. ${family.latin}`,
    `  ${latinName(person)} `,
    `${given.latin} ${doubled(family)}`,
  ]);
}

/** The name with its last letter typed twice. */
function doubled(name: Name): string {
  return name.latin + name.latin.slice(-1);
}

/** The person's gender in one of the words that forms know. */
export function writtenGender(person: Person, random: Random): string {
  switch (person.gender) {
    case 'female':
      return random.pick(['Female', 'female', 'F', 'woman', '女', 'महिला', 'weiblich']);
    case 'male':
      return random.pick(['Male', 'male', 'M', 'man', '男', 'पुरुष', 'männlich']);
    case 'neither':
      return random.pick(['non-binary', 'Other', 'prefer to self-describe: agender']);
  }
}

/** `+91 98000 00001`: the international form with its usual spaces. */
export function spacedNumber({ areaCode, national }: Mobile): string {
  return `+${areaCode} ${national.slice(0, 5)} ${national.slice(5)}`;
}

/** `+919800000001` (E.164). */
export function plainNumber({ areaCode, national }: Mobile): string {
  return `+${areaCode}${national}`;
}
