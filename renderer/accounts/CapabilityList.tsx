import { Tooltip } from '@mantine/core';
import { type Icon, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Capabilities, capabilityNames, type CapabilityState } from '../../domain/account.ts';

const signs: Readonly<Record<CapabilityState, Icon>> = {
  proven: IconCircleCheck,
  refused: IconCircleX,
  unknown: IconHelpCircle,
};

/** What probing showed that the access may do, with the reason on hover and for screen readers. */
export function CapabilityList({ capabilities }: { readonly capabilities: Capabilities }) {
  const { t } = useTranslation('accounts');
  return (
    <div>
      <h3 className="account-section">{t('capabilities.title')}</h3>
      <ul className="capabilities">
        {capabilityNames.map((name) => {
          const state = capabilities[name];
          const Sign = signs[state];
          return (
            <li key={name}>
              <Tooltip label={t(`capabilities.${state}Why`)} multiline maw={280}>
                <span className="capability" data-state={state}>
                  <Sign size={17} stroke={1.75} aria-hidden />
                  <span>
                    {t(`capabilities.names.${name}`)}{' '}
                    <span className="secondary">{t(`capabilities.${state}`)}</span>
                  </span>
                </span>
              </Tooltip>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
