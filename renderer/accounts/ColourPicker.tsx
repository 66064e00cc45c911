import { Popover, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Account, accountColours } from '../../domain/account.ts';
import { useAnnounce } from '../announcer.tsx';
import { accountColour } from '../parts/AccountMark.tsx';
import { useAct } from '../queries.ts';

/** The account's colour, and the eight to choose from: one row of radio buttons. */
export function ColourPicker({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  const announce = useAnnounce();
  const update = useAct('accounts.update');
  return (
    <Popover position="bottom-start" trapFocus returnFocus withRoles>
      <Popover.Target>
        <UnstyledButton className="colour-button" aria-label={t('colour', { account: account.label })}>
          <span className="colour-swatch" style={{ background: accountColour(account.colour) }} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('colour', { account: account.label })}>
        <fieldset className="colour-choice">
          <legend>{t('colourTitle')}</legend>
          {accountColours.map((colour) => (
            <label key={colour} className="colour-option" title={t(`colours.${colour}`)}>
              <input
                type="radio"
                className="visually-hidden"
                name={`colour-${account.id}`}
                checked={colour === account.colour}
                onChange={() =>
                  update.mutate({ id: account.id, colour }, { onSuccess: () => announce(t('colourChanged')) })
                }
              />
              <span className="colour-swatch" style={{ background: accountColour(colour) }}>
                {colour === account.colour && <IconCheck size={14} stroke={3} aria-hidden />}
              </span>
              <span className="visually-hidden">{t(`colours.${colour}`)}</span>
            </label>
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
