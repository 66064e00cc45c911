import { product } from '../product.ts';

/** What is wrong with a bundle's Info.plist: the link's registration, and the hash of the archive. */
export function infoPlistFaults(text: string, asarHash: string): readonly string[] {
  const faults = [];
  const types = /<key>CFBundleURLTypes<\/key>\s*<array>([\s\S]*?)<\/dict>\s*<\/array>/.exec(text)?.[1] ?? '';
  const schemes = /<key>CFBundleURLSchemes<\/key>\s*<array>([\s\S]*?)<\/array>/.exec(types)?.[1] ?? '';
  const listed = [...schemes.matchAll(/<string>([^<]*)<\/string>/g)].map(([, scheme]) => scheme);
  if (!listed.includes(product.scheme)) faults.push(`CFBundleURLTypes has no ${product.scheme}`);
  if (!/<key>ElectronAsarIntegrity<\/key>/.test(text)) faults.push('there is no ElectronAsarIntegrity');
  else if (!text.includes(asarHash)) faults.push('ElectronAsarIntegrity has the hash of another archive');
  return faults;
}
