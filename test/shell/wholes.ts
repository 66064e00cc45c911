import type * as Electron from 'electron';
import type {
  AppMembers,
  ContentsMembers,
  FrameMembers,
  ImageMembers,
  MenuItemMembers,
  MenuMembers,
  ProtocolMembers,
  SessionMembers,
  WindowMembers,
} from './members.ts';

type Item = Electron.Menu['items'][number];
type Submenu = NonNullable<Item['submenu']>;

/*
 * Electron's declarations speak of whole classes where the stand-in has the part listed in members.ts. Each cast below
 * goes from such a checked part to the class; using a member outside the part fails at run time, naming it.
 */
export const wholeApp = (part: AppMembers): Electron.App => part as Electron.App;
export const wholeWindow = (part: WindowMembers): Electron.BrowserWindow => part as Electron.BrowserWindow;
export const wholeContents = (part: ContentsMembers): Electron.WebContents => part as Electron.WebContents;
export const wholeFrame = (part: FrameMembers): Electron.WebFrameMain => part as Electron.WebFrameMain;
export const wholeSession = (part: SessionMembers): Electron.Session => part as Electron.Session;
export const wholeProtocol = (part: ProtocolMembers): Electron.Protocol => part as Electron.Protocol;
export const wholeMenu = (part: MenuMembers): Submenu => part as Submenu;
export const wholeMenuItem = (part: MenuItemMembers): Item => part as Item;
export const wholeImage = (part: ImageMembers): Electron.NativeImage => part as Electron.NativeImage;
