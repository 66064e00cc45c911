import type { Words } from './words.ts';

export const czech: Words = {
  landing: {
    title: 'Ještě krok: otevřete Switchdeck',
    lead: 'Aircall přihlášení potvrdil. Až se prohlížeč zeptá, zda smí otevřít Switchdeck, povolte to.',
    open: 'Otevřít Switchdeck',
    validFor: 'Platí jednou, ještě {time}.',
    ways: 'Nic se nestalo?',
    waysLead: 'Stiskněte tlačítko nahoře. Pokud se Switchdeck ani tak neotevře, zvolte jinou cestu.',
    loopbackTitle: 'Předat v rámci tohoto počítače',
    loopbackLead: 'Switchdeck na prohlížeč čeká. Přihlášení se předá přímo jemu a počítač neopustí.',
    loopback: 'Předat Switchdecku',
    codeTitle: 'Vložit kód',
    codeLead: 'Zkopírujte kód a vložte ho tam, kde Switchdeck čeká na prohlížeč.',
    codeName: 'Jednorázový kód',
    copy: 'Zkopírovat kód',
    copied: 'Zkopírováno.',
    copyFailed: 'Kopírování tu není povoleno. Označte kód a zkopírujte ho sami.',
    warning:
      'Kód vkládejte jen do Switchdecku na tomto počítači. Nikdo ho po vás nikdy nebude chtít, ani po telefonu, ani e-mailem, ani v chatu.',
  },
  over: {
    title: 'Tato stránka už splnila svůj účel',
    lead: 'Přihlášení platí jednou a dvě minuty. Pokud vás Switchdeck ukazuje jako přihlášené, stránku zavřete. Pokud ne, začněte ve Switchdecku znovu.',
  },
  failed: {
    denied: {
      title: 'Přístup nebyl povolen',
      lead: 'Podle Aircallu byl přístup odmítnut nebo zrušen. Nic se nezměnilo. Povolit ho může jen správce vaší firmy v Aircallu.',
    },
    unavailable: {
      title: 'Aircall neodpověděl',
      lead: 'Souhlas jste dali, ale Aircall ho teď nedokázal dokončit. Nic se nezměnilo. Zkuste to za minutu znovu.',
    },
    refused: {
      title: 'Aircall přihlášení odmítl',
      lead: 'Nic se nezměnilo. Začněte ve Switchdecku znovu; pokud se to zopakuje, řekněte to tomu, kdo se ve firmě o Switchdeck stará.',
    },
    reason: 'Důvod podle Aircallu:',
    back: 'Zpět do Switchdecku',
  },
  install: {
    title: 'Propojit Switchdeck s vaší firmou v Aircallu',
    lead: 'Switchdeck je program pro počítače vašich operátorů: jeden přehled hovorů a jedna ústředna. Po dalším kroku ho půjde s touto firmou používat.',
    sees: 'Co Switchdeck uvidí',
    items: [
      { what: 'Hovory', why: 'probíhající i minulé, s poznámkami, štítky a nahrávkami' },
      { what: 'Uživatele', why: 'kdo to je a zda jsou dostupní' },
      { what: 'Čísla', why: 'vaše linky a jejich otevírací doba' },
      { what: 'Týmy', why: 'kdo do kterého patří' },
      { what: 'Webhooky', why: 'založí si vlastní, aby o hovorech věděl hned' },
    ],
    scope:
      'Aircall má pro aplikace jediné oprávnění a to zahrnuje celé veřejné API firmy. Která čísla Switchdeck uvidí, vyberete na stránce Aircallu; přístup můžete kdykoli odebrat v Aircall Dashboardu.',
    who: 'Pokračovat může jen správce firmy v Aircallu.',
    go: 'Pokračovat do Aircallu',
  },
  installed: {
    title: 'Switchdeck je propojen',
    lead: 'Vaše firma v Aircallu souhlasila.',
    next: 'Teď otevřete Switchdeck na svém počítači, stiskněte „Přihlásit“ a zvolte Aircall.',
    nothingKept:
      'Tento server si žádný přístup k vaší firmě nenechal: každé přihlášení ve Switchdecku dostane svůj.',
    open: 'Otevřít Switchdeck',
  },
  notInstalled: {
    title: 'Nic se nepropojilo',
    lead: 'Přístup byl odmítnut nebo zrušen, nebo Aircall neodpověděl. Ve vaší firmě v Aircallu se nic nezměnilo.',
    again: 'Zkusit znovu',
  },
  badStart: {
    title: 'Tato adresa není úplná',
    lead: 'Přihlášení začíná ve Switchdecku, ten sám otevře správnou stránku. Začněte tam znovu.',
  },
  foreign: {
    title: 'V tomto přihlášení nelze pokračovat',
    lead: 'Začalo v jiném prohlížeči, už bylo použito, nebo trvalo déle než deset minut. Začněte znovu tam, kde jste začali.',
  },
  noSso: {
    title: 'Tento způsob přihlášení není nastaven',
    lead: 'Tento server nenabízí přihlášení operátora Aircallu. Zvolte ve Switchdecku jiný způsob, nebo se zeptejte toho, kdo se o něj ve firmě stará.',
  },
  notFound: {
    title: 'Tady nic není',
    lead: 'Tento server pomáhá Switchdecku s přihlášením. Začněte ve Switchdecku.',
  },
  busy: {
    title: 'Právě je tu příliš rušno',
    lead: 'Přihlášení nemohlo začít nebo pokračovat. Počkejte půl minuty a začněte ve Switchdecku znovu.',
  },
  broken: {
    title: 'Na tomto serveru se něco pokazilo',
    lead: 'Není to vaše vina. Začněte přihlášení ve Switchdecku znovu; pokud se to zopakuje, řekněte to tomu, kdo se ve firmě o Switchdeck stará.',
  },
};
