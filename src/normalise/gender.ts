import type { Gender } from '#schema';
import type { Normaliser } from './normalised.ts';
import { folded, isLonger, ofText } from './text.ts';

/**
 * What people write in the main languages; compared `folded`, so without case, accents and punctuation.
 * A word that stands for different genders in different languages is left out.
 */
const WORDS: Readonly<Record<Exclude<Gender, 'OTHER'>, string>> = {
  FEMALE: `f female w woman girl fem feminine weiblich frau weibl mujer femenino femenina femme féminin féminine
    fille mulher feminino feminina donna femmina femminile vrouw vrouwelijk kvinna kvinnlig kvinde kvindelig kvinne
    kvinnelig nainen kobieta żeńska žena ženské žensko nő femeie feminin жена женщина женский женская ж жен
    жінка жіноча жіночий γυναίκα θηλυ kadın kadin wanita perempuan nữ babae mwanamke 女 女性 女士 女子 여 여자 여성
    महिला स्त्री औरत মহিলা নারী பெண் స్త్రీ మహిళ ಮಹಿಳೆ ಹೆಣ್ಣು സ്ത്രീ મહિલા સ્ત્રી ਔਰਤ ਮਹਿਲਾ عورت خاتون
    أنثى انثى امرأة زن נקבה אישה หญิง`,
  MALE: `m male man boy masc masculine männlich mann maennlich hombre varón masculino masculina homme
    masculin garçon h homem uomo maschio maschile mannelijk manlig mand mandlig mannlig mies mężczyzna
    męska muž mužské muški férfi bărbat мужчина мужской мужская м муж чоловік чоловіча чоловічий мъж
    άνδρας ανδρας αρρεν erkek pria lakilaki nam lalaki mwanaume 男 男性 先生 男子 남 남자 남성
    पुरुष मर्द पुरूष পুরুষ ஆண் పురుషుడు ಪುರುಷ ಗಂಡು പുരുഷൻ પુરુષ ਮਰਦ ਪੁਰਸ਼ مرد مذکر
    ذكر رجل זכר גבר ชาย`,
  NON_BINARY: `x nb nonbinary nonbinaer enby genderqueer genderfluid agender bigender thirdgender divers diverse nichtbinär nobinario nobinaria
    nobinarie nonbinaire nãobinário nãobinária naobinario nonbinario nietbinair ickebinär ikkebinær niebinarna
    небинарный небинарная небинарен 非二元 非二元性别 ノンバイナリー xジェンダー 논바이너리 नॉनबाइनरी तृतीयलिंग तीसरालिंग`,
};

const GENDERS: ReadonlyMap<string, Gender> = new Map(
  (['FEMALE', 'MALE', 'NON_BINARY'] as const).flatMap((gender) =>
    WORDS[gender].split(/\s+/).map((word) => [folded(word), gender] as const),
  ),
);

/** Longer than any word of the list. */
const LONGEST = 64;

const genderText = ofText((word) => GENDERS.get(folded(word)) ?? 'OTHER', LONGEST);

/** A gender in any case and in the main languages; any other text is `OTHER`. */
export const gender: Normaliser<Gender> = (raw) =>
  isLonger(raw, LONGEST) ? 'OTHER' : genderText(raw);
