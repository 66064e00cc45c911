import './keys.css';
import { useTranslation } from 'react-i18next';
import { KeyNames } from './KeyNames.tsx';
import { shortcutGroups } from './shortcuts.ts';

/** What the keyboard can do, by where it works. */
export function ShortcutList() {
  const { t } = useTranslation();
  return (
    <div className="shortcut-list">
      {shortcutGroups.map((group) => (
        <section key={group.words}>
          <h3 className="shortcut-group">{t(group.words)}</h3>
          <dl className="shortcut-rows">
            {group.shortcuts.map(({ keys, words }) => (
              <div key={words} className="shortcut-row">
                <dt>{t(words)}</dt>
                <dd>
                  {keys.map((name) => (
                    <KeyNames key={name} keyName={name} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
