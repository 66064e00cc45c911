import { useTranslation } from 'react-i18next';
import type { Pbx } from '../../domain/account.ts';
import { useFormats } from '../formats/use-formats.ts';

/** The switchboards (PBX instances) of a VoIPEX access, by name. */
export function PbxTable({ instances }: { readonly instances: readonly Pbx[] }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const sorted = instances.toSorted((a, b) => formats.compare(a.name ?? '', b.name ?? ''));
  return (
    <table className="pbx-table">
      <caption>{t('pbx.title', { count: instances.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('pbx.name')}</th>
          <th scope="col">{t('pbx.hostname')}</th>
          <th scope="col">{t('pbx.version')}</th>
        </tr>
      </thead>
      <tbody className="selectable">
        {sorted.map(({ pbxId, name, hostname, version }) => (
          <tr key={pbxId}>
            <td>{name ?? t('pbx.nameless')}</td>
            <td>{hostname ?? t('pbx.unknown')}</td>
            <td className="figures">{version ?? t('pbx.unknown')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
