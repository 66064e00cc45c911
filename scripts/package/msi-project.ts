import fs from 'node:fs/promises';
import { product } from './product.ts';

/**
 * GUID of the component that holds the scheme's registry keys. Frozen like the upgrade code: Windows Installer counts
 * by it who still needs the keys.
 */
const componentGuid = 'A1B0E6D4-3C55-4D0A-9B0E-52F5C7E98F16';

/** electron-builder's hook after it wrote the WiX project of the MSI. */
export async function msiProjectCreated(projectFile: string): Promise<void> {
  await fs.writeFile(projectFile, registerScheme(await fs.readFile(projectFile, 'utf8')));
}

const group = /<ComponentGroup Id="ProductComponents" Directory="APPLICATIONFOLDER">/g;

/**
 * Adds the custom scheme's registry keys to a WiX project: in HKLM for everybody, in HKCU for one person (`HKMU`
 * follows the install). They go with the program; on an upgrade the new version writes them again. Throws when the
 * project is not built as electron-builder 26 builds it.
 */
export function registerScheme(project: string): string {
  const groups = project.match(group)?.length ?? 0;
  const executables = project.match(/<File [^>]*Id="mainExecutable"/g)?.length ?? 0;
  if (groups !== 1 || executables !== 1) {
    throw new Error(
      `The MSI's project has ${groups} component groups and ${executables} main executables instead of one each: electron-builder's template has changed.`,
    );
  }
  if (project.includes(componentGuid)) throw new Error('The MSI project registers the link already.');
  return project.replace(group, (opening) => `${opening}\n${component}`);
}

const key = `Software\\Classes\\${product.scheme}`;
// "--" before "%1": nothing in a link may be read as a switch of the app.
const component = `      <Component Id="linkScheme" Guid="${componentGuid}">
        <RegistryKey Root="HKMU" Key="${key}" ForceDeleteOnUninstall="yes">
          <RegistryValue Type="string" Value="URL:${product.name}" KeyPath="yes"/>
          <RegistryValue Type="string" Name="URL Protocol" Value=""/>
        </RegistryKey>
        <RegistryKey Root="HKMU" Key="${key}\\DefaultIcon">
          <RegistryValue Type="string" Value="&quot;[#mainExecutable]&quot;,0"/>
        </RegistryKey>
        <RegistryKey Root="HKMU" Key="${key}\\shell\\open\\command">
          <RegistryValue Type="string" Value="&quot;[#mainExecutable]&quot; &quot;--&quot; &quot;%1&quot;"/>
        </RegistryKey>
      </Component>`;
