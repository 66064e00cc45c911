import './settings.css';
import { Button, SegmentedControl, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languages, type Settings, themes } from '../../domain/settings.ts';
import { useFacts, useSettings } from '../facts.tsx';
import { useErasePerson } from '../keeping/erase-context.ts';
import { ShortcutList } from '../keys/ShortcutList.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useAct } from '../queries.ts';
import { CallAlerts } from './CallAlerts.tsx';
import { CountrySelect } from './CountrySelect.tsx';
import { KeptAsideNotice } from './KeptAsideNotice.tsx';
import { QuietHours } from './QuietHours.tsx';
import { SettingRow } from './SettingRow.tsx';

const densities = ['comfortable', 'compact'] as const satisfies readonly Settings['density'][];

/** Look, behaviour, shortcuts, version. Every choice is in force and saved at once. */
export function SettingsScreen() {
  const { t } = useTranslation('settings');
  const facts = useFacts();
  const settings = useSettings();
  const write = useAct('settings.write');
  const erase = useErasePerson();
  const change = (next: Partial<Settings>) => write.mutate(next);

  return (
    <div className="scrolling-screen">
      <div className="reading-width settings">
        <div className="screen-head">
          <h1 className="page-title">{t('title')}</h1>
        </div>
        <KeptAsideNotice />
        {write.error && <FailureNotice failure={write.error.failure} />}

        <section className="settings-group" aria-labelledby="settings-look">
          <h2 id="settings-look">{t('look')}</h2>
          <SettingRow name={t('language')}>
            {(labelId) => (
              <SegmentedControl
                aria-labelledby={labelId}
                value={settings.language}
                onChange={(language) => change({ language })}
                data={languages.map((value) => ({ value, label: t(`languages.${value}`) }))}
              />
            )}
          </SettingRow>
          <SettingRow name={t('theme')}>
            {(labelId) => (
              <SegmentedControl
                aria-labelledby={labelId}
                value={settings.theme}
                onChange={(theme) => change({ theme })}
                data={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
              />
            )}
          </SettingRow>
          <SettingRow name={t('density')} why={t('densityWhy')}>
            {(labelId, whyId) => (
              <SegmentedControl
                aria-labelledby={labelId}
                aria-describedby={whyId}
                value={settings.density}
                onChange={(density) => change({ density })}
                data={densities.map((value) => ({ value, label: t(`densities.${value}`) }))}
              />
            )}
          </SettingRow>
        </section>

        <section className="settings-group" aria-labelledby="settings-behaviour">
          <h2 id="settings-behaviour">{t('behaviour')}</h2>
          <SettingRow name={t('homeCountry')} why={t('homeCountryWhy')}>
            {(labelId, whyId) => (
              <CountrySelect
                labelId={labelId}
                whyId={whyId}
                value={settings.homeCountry}
                onChange={(homeCountry) => change({ homeCountry })}
              />
            )}
          </SettingRow>
          <SettingRow name={t('keepInTray')} why={t('keepInTrayWhy')}>
            {(labelId, whyId) => (
              <Switch
                aria-labelledby={labelId}
                aria-describedby={whyId}
                checked={settings.keepInTray}
                onChange={(event) => change({ keepInTray: event.currentTarget.checked })}
              />
            )}
          </SettingRow>
          <SettingRow name={t('singleKeys')} why={t('singleKeysWhy')}>
            {(labelId, whyId) => (
              <Switch
                aria-labelledby={labelId}
                aria-describedby={whyId}
                checked={settings.singleKeyShortcuts}
                onChange={(event) => change({ singleKeyShortcuts: event.currentTarget.checked })}
              />
            )}
          </SettingRow>
        </section>

        <CallAlerts />

        <section className="settings-group" aria-labelledby="settings-history">
          <h2 id="settings-history">{t('history')}</h2>
          <QuietHours value={settings.quietHours} onChange={(quietHours) => change({ quietHours })} />
        </section>

        <section className="settings-group" aria-labelledby="settings-privacy">
          <h2 id="settings-privacy">{t('privacy')}</h2>
          <SettingRow name={t('erase')} why={t('eraseWhy')}>
            {(_, whyId) => (
              <Button variant="default" aria-describedby={whyId} onClick={() => erase()}>
                {t('eraseButton')}
              </Button>
            )}
          </SettingRow>
        </section>

        <section className="settings-group" aria-labelledby="settings-experiments">
          <h2 id="settings-experiments">{t('experiments')}</h2>
          <SettingRow name={t('voipexEvents')} why={t('voipexEventsWhy')}>
            {(labelId, whyId) => (
              <Switch
                aria-labelledby={labelId}
                aria-describedby={whyId}
                checked={settings.voipexEvents}
                onChange={(event) => change({ voipexEvents: event.currentTarget.checked })}
              />
            )}
          </SettingRow>
        </section>

        <section className="settings-group" aria-labelledby="settings-keys">
          <h2 id="settings-keys">{t('keys')}</h2>
          <ShortcutList />
        </section>

        <section className="settings-group" aria-labelledby="settings-about">
          <h2 id="settings-about">{t('about')}</h2>
          <p className="settings-about selectable figures">
            {t('version', { version: facts.version })}, {t(`platforms.${facts.platform}`)}
          </p>
          <p className="secondary">{t('purpose')}</p>
        </section>
      </div>
    </div>
  );
}
