import './sign-in.css';
import { IconAlertTriangle, IconDatabase, IconKey, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFacts } from '../facts.tsx';
import { useOperation } from '../queries.ts';

/** Where the access will be kept, told before anything is typed; `brief` leaves out what is not about the access. */
export function SecretsNote({ brief = false }: { readonly brief?: boolean }) {
  const { t } = useTranslation('welcome');
  const { platform } = useFacts();
  const secrets = useOperation('secrets.read', {}).data;
  const reason =
    secrets?.reason === 'not-installed' && platform === 'linux' ? 'not-installed-linux' : secrets?.reason;
  return (
    <ul className="secrets-note">
      {secrets?.kept === 'memory' ? (
        <li data-tone="waiting">
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          <span>
            {t('kept.memory')} {reason && t(`kept.reasons.${reason}`)}
          </span>
        </li>
      ) : (
        <li>
          <IconKey size={16} stroke={1.75} aria-hidden />
          <span>{t(`kept.${platform}`)}</span>
        </li>
      )}
      {!brief && (
        <>
          <li>
            <IconLock size={16} stroke={1.75} aria-hidden />
            <span>{t('kept.passwords')}</span>
          </li>
          <li>
            <IconDatabase size={16} stroke={1.75} aria-hidden />
            <span>{t('kept.calls')}</span>
          </li>
        </>
      )}
    </ul>
  );
}
