import type { Czech } from '../../i18n/translation.ts';
import type { welcome as english } from '../en/welcome.ts';

export const welcome = {
  title: 'Vítejte ve Switchdecku',
  lead: 'Jeden výpis hovorů a jedna ústředna nad všemi vašimi telefonními systémy. Který používáte?',
  further: 'Další účty můžete přidat později.',
  kept: {
    title: 'Co se kam ukládá',
    calls:
      'Hovory se ukládají do databáze v tomto počítači, aby hledání bylo okamžité a fungovalo i bez připojení.',
    darwin: 'Přístup se uloží do Klíčenky macOS a nikam jinam.',
    win32: 'Přístup se uloží do Správce přihlašovacích údajů Windows a nikam jinam.',
    linux: 'Přístup se uloží do systémové klíčenky a nikam jinam.',
    passwords: 'Heslo se použije jednou k přihlášení a nikdy se neukládá.',
    memory: 'Přístup zůstane jen v paměti: po ukončení se přihlásíte znovu.',
    reasons: {
      'not-installed': 'V tomto systému chybí podpora klíčenky.',
      'not-installed-linux':
        'V tomto systému chybí podpora klíčenky. Nainstalujte balíček libsecret-1-0 (ve Fedoře a Archu libsecret) a klíčenku, třeba gnome-keyring, a spusťte Switchdeck znovu.',
      'locked-or-silent': 'Klíčenka je zamčená nebo neodpovídá. Odemkněte ji a spusťte Switchdeck znovu.',
      refused: 'Klíčenka přístup odmítla. Požádejte správce, aby ho Switchdecku povolil.',
    },
  },
  form: {
    aircallTitle: 'Přihlášení k Aircallu',
    voipexTitle: 'Přihlášení k VoIPEXu',
    renewTitle: 'Nové přihlášení k účtu {{account}}',
    apiId: 'API ID',
    apiToken: 'API token',
    email: 'E-mail',
    password: 'Heslo',
    label: 'Název ve Switchdecku',
    labelOptional: 'Nepovinné. Jinak použijeme název firmy nebo e-mail.',
    aircallWhere:
      'Obojí vytvoří vlastník nebo správce v Aircall Dashboardu pod Integrations & API, API Keys. Token se tam zobrazí jen jednou.',
    voipexWhere: 'Stejný e-mail a heslo jako do ústředny. Váš přístup musí mít právo používat API.',
    submit: 'Přihlásit',
    busy: 'Přihlašuji',
    back: 'Zpět',
    show: 'Zobrazit, co je napsáno',
    missing: {
      apiId: 'Vyplňte API ID.',
      apiToken: 'Vyplňte API token.',
      email: 'Vyplňte e-mail.',
      password: 'Vyplňte heslo.',
    },
    typeAgain: 'Tajné pole jsme pro jistotu vymazali. Vyplňte ho znovu.',
  },
  pull: {
    title: 'Stahuji posledních 30 dní',
    lead: 'Nejnovější hovory přicházejí první. Pracovat můžete hned, zbytek dorazí sám.',
    done: 'Posledních 30 dní je staženo',
    doneLead: 'Nové hovory teď budou přibývat samy.',
    progress: 'Hotovo {{percent}}',
    stored_one: 'Zatím {{count, number}} hovor',
    stored_few: 'Zatím {{count, number}} hovory',
    stored_many: 'Zatím {{count, number}} hovoru',
    stored_other: 'Zatím {{count, number}} hovorů',
    open: 'Otevřít hovory',
  },
  signedIn: 'Účet {{account}} je přihlášen',
} as const satisfies Czech<typeof english>;
