/** A name as its owner writes it and in Latin letters. */
export interface Name {
  readonly native: string;
  readonly latin: string;
}

export interface Place {
  readonly city: Name;
  readonly state: string;
}

/** What people of one place have in common: names in their own script, towns, telephone numbers. */
export interface Culture {
  /** The country in English. */
  readonly country: string;
  /** ISO 639-1. */
  readonly language: string;
  /** IANA. */
  readonly timezone: string;
  readonly familyFirst: boolean;
  readonly women: Names;
  readonly men: Names;
  readonly families: Names;
  readonly places: readonly [Place, ...Place[]];
  /** The calling code without its plus sign, and the national number of the person with this number. */
  readonly areaCode: string;
  readonly mobile: (person: number) => string;
}

type Names = readonly [Name, ...Name[]];

/** `'लता=Latha Amy'`: names in both spellings, or one where they are the same. Underscores stand for spaces. */
function names(text: string): Names {
  const [first, ...rest] = text.split(' ').map((entry) => {
    const [native = '', latin = native] = entry.replaceAll('_', ' ').split('=');
    return { native, latin };
  });
  return first ? [first, ...rest] : [{ native: text, latin: text }];
}

/** `'चेन्नई=Chennai/Tamil_Nadu …'`: towns with their states. */
function places(text: string): readonly [Place, ...Place[]] {
  const [first, ...rest] = text.split(' ').map((entry) => {
    const [town = '', state = ''] = entry.split('/');
    return { city: names(town)[0], state: state.replaceAll('_', ' ') };
  });
  return first ? [first, ...rest] : [{ city: { native: text, latin: text }, state: '' }];
}

const digits = (person: number, length: number) => String(person).padStart(length, '0');

const tamil: Culture = {
  country: 'India',
  language: 'ta',
  timezone: 'Asia/Kolkata',
  familyFirst: false,
  women: names('லதா=Latha மீனா=Meena கவிதா=Kavitha பிரியா=Priya'),
  men: names('முருகன்=Murugan செல்வம்=Selvam கார்த்திக்=Karthik அருண்=Arun'),
  families: names('கணேஷ்=Ganesh சுப்ரமணியம்=Subramaniam ராஜன்=Rajan பாண்டியன்=Pandian'),
  places: places(
    'சென்னை=Chennai/Tamil_Nadu மதுரை=Madurai/Tamil_Nadu கோயம்புத்தூர்=Coimbatore/Tamil_Nadu',
  ),
  areaCode: '91',
  mobile: (person) => `98000${digits(person, 5)}`,
};

const hindi: Culture = {
  country: 'India',
  language: 'hi',
  timezone: 'Asia/Calcutta',
  familyFirst: false,
  women: names('अनीता=Anita सुनीता=Sunita दीपिका=Deepika रेखा=Rekha मीरा=Meera'),
  men: names('आरव=Aarav रोहित=Rohit विक्रम=Vikram संजय=Sanjay अमित=Amit'),
  families: names('शर्मा=Sharma वर्मा=Verma गुप्ता=Gupta सिंह=Singh मिश्रा=Mishra'),
  places: places(
    'दिल्ली=Delhi/Delhi मुंबई=Mumbai/Maharashtra लखनऊ=Lucknow/Uttar_Pradesh पुणे=Pune/Maharashtra',
  ),
  areaCode: '91',
  mobile: (person) => `99000${digits(person, 5)}`,
};

const chinese: Culture = {
  country: 'China',
  language: 'zh',
  timezone: 'Asia/Shanghai',
  familyFirst: true,
  women: names('丽娜=Lina 晓燕=Xiaoyan 静=Jing 美玲=Meiling'),
  men: names('伟=Wei 志强=Zhiqiang 建国=Jianguo 浩然=Haoran'),
  families: names('王=Wang 李=Li 张=Zhang 欧阳=Ouyang 陈=Chen'),
  places: places(
    '北京=Beijing/Beijing 上海=Shanghai/Shanghai 广州=Guangzhou/Guangdong 成都=Chengdu/Sichuan',
  ),
  areaCode: '86',
  mobile: (person) => `1380000${digits(person, 4)}`,
};

const arabic: Culture = {
  country: 'Egypt',
  language: 'ar',
  timezone: 'Africa/Cairo',
  familyFirst: false,
  women: names('فاطمة=Fatima ليلى=Layla مريم=Maryam نور=Nour'),
  men: names('محمد=Mohamed أحمد=Ahmed يوسف=Youssef خالد=Khaled'),
  families: names('حسن=Hassan السيد=El-Sayed منصور=Mansour إبراهيم=Ibrahim'),
  places: places('القاهرة=Cairo/Cairo الإسكندرية=Alexandria/Alexandria الجيزة=Giza/Giza'),
  areaCode: '20',
  mobile: (person) => `100000${digits(person, 4)}`,
};

const russian: Culture = {
  country: 'Russia',
  language: 'ru',
  timezone: 'Europe/Moscow',
  familyFirst: false,
  women: names('Анна=Anna Ольга=Olga Екатерина=Ekaterina Юлия=Yulia'),
  men: names('Иван=Ivan Дмитрий=Dmitry Сергей=Sergey Фёдор=Fyodor'),
  families: names('Коваленко=Kovalenko Бондаренко=Bondarenko Черных=Chernykh Долгих=Dolgikh'),
  places: places(
    'Москва=Moscow/Moscow Казань=Kazan/Tatarstan Санкт-Петербург=Saint_Petersburg/Leningrad',
  ),
  areaCode: '7',
  mobile: (person) => `900000${digits(person, 4)}`,
};

const korean: Culture = {
  country: 'South Korea',
  language: 'ko',
  timezone: 'Asia/Seoul',
  familyFirst: true,
  women: names('지우=Jiwoo 서연=Seoyeon 민지=Minji 하은=Haeun'),
  men: names('민준=Minjun 도윤=Doyun 현우=Hyunwoo 지훈=Jihoon'),
  families: names('김=Kim 이=Lee 박=Park 최=Choi'),
  places: places('서울=Seoul/Seoul 부산=Busan/Busan 인천=Incheon/Incheon'),
  areaCode: '82',
  mobile: (person) => `100000${digits(person, 4)}`,
};

const german: Culture = {
  country: 'Germany',
  language: 'de',
  timezone: 'Europe/Berlin',
  familyFirst: false,
  women: names('Jördis=Joerdis Käthe=Kaethe Sabine Ännchen=Aennchen'),
  men: names('Jürgen=Juergen Björn=Bjoern Uwe Günther=Guenther'),
  families: names('Müller=Mueller Schröder=Schroeder Weiß=Weiss Strauß=Strauss Köhler=Koehler'),
  places: places(
    'München=Munich/Bavaria Köln=Cologne/North_Rhine-Westphalia Düsseldorf=Duesseldorf/North_Rhine-Westphalia',
  ),
  areaCode: '49',
  mobile: (person) => `15550${digits(person, 6)}`,
};

const polish: Culture = {
  country: 'Poland',
  language: 'pl',
  timezone: 'Europe/Warsaw',
  familyFirst: false,
  women: names('Małgorzata=Malgorzata Zofia Elżbieta=Elzbieta Świętosława=Swietoslawa'),
  men: names('Łukasz=Lukasz Paweł=Pawel Grzegorz Stanisław=Stanislaw'),
  families: names('Wójcik=Wojcik Dąbek=Dabek Zając=Zajac Wróbel=Wrobel'),
  places: places('Łódź=Lodz/Lodz Kraków=Krakow/Lesser_Poland Gdańsk=Gdansk/Pomerania'),
  areaCode: '48',
  mobile: (person) => `50000${digits(person, 4)}`,
};

const american: Culture = {
  country: 'USA',
  language: 'en',
  timezone: 'America/Chicago',
  familyFirst: false,
  women: names('Amy Rosa María=Maria Chloë=Chloe'),
  men: names('James José=Jose Tyrone Zoltán=Zoltan'),
  families: names('Acker Núñez=Nunez O’Neill=ONeill Washington Brontë=Bronte'),
  places: places('Austin/Texas Chicago/Illinois Portland/Oregon San_José=San_Jose/California'),
  areaCode: '1',
  mobile: (person) => `${212 + Math.floor(person / 100)}55501${digits(person % 100, 2)}`,
};

const british: Culture = {
  country: 'United Kingdom',
  language: 'en',
  timezone: 'Europe/London',
  familyFirst: false,
  women: names('Siân=Sian Zoë=Zoe Fiona Harriet'),
  men: names('Rhys Alistair Siôn=Sion Nigel'),
  families: names('Jones MacLeod Featherstonehaugh Llewellyn'),
  places: places('London/England Cardiff/Wales Edinburgh/Scotland'),
  areaCode: '44',
  mobile: (person) => `7700900${digits(person % 1000, 3)}`,
};

/** Everybody here is made up. Numbers lie in ranges set aside for fiction where a country has one. */
export const cultures: readonly [Culture, ...Culture[]] = [
  tamil,
  hindi,
  chinese,
  arabic,
  russian,
  korean,
  german,
  polish,
  american,
  british,
];
