import type * as Electron from 'electron';

/*
 * Everything of Electron's API that the stand-in has, in one place. Each class says `implements` one of these, so what
 * Electron declares is what the stand-in must match; a member missing here is missing at run time too.
 * Emitter methods (`on`, `once`, ...) are Node's; events.ts of each class says which events are ever emitted.
 */
export type AppMembers = Pick<
  Electron.App,
  | 'commandLine'
  | 'dock'
  | 'enableSandbox'
  | 'exit'
  | 'focus'
  | 'getApplicationNameForProtocol'
  | 'getAppPath'
  | 'getLocale'
  | 'getName'
  | 'getPath'
  | 'getPreferredSystemLanguages'
  | 'getSystemLocale'
  | 'getVersion'
  | 'hasSingleInstanceLock'
  | 'isPackaged'
  | 'isReady'
  | 'name'
  | 'quit'
  | 'releaseSingleInstanceLock'
  | 'requestSingleInstanceLock'
  | 'setAboutPanelOptions'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
  | 'setName'
  | 'setPath'
  | 'whenReady'
>;

export type CommandLineMembers = Pick<Electron.CommandLine, 'appendSwitch' | 'getSwitchValue' | 'hasSwitch'>;

export type WindowMembers = Pick<
  Electron.BrowserWindow,
  | 'blur'
  | 'close'
  | 'destroy'
  | 'flashFrame'
  | 'focus'
  | 'getBounds'
  | 'getContentSize'
  | 'getNormalBounds'
  | 'getSize'
  | 'getTitle'
  | 'hide'
  | 'id'
  | 'isDestroyed'
  | 'isFocused'
  | 'isFullScreen'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'maximize'
  | 'minimize'
  | 'restore'
  | 'setBackgroundColor'
  | 'setBounds'
  | 'setMenuBarVisibility'
  | 'setSize'
  | 'setTitle'
  | 'show'
  | 'showInactive'
  | 'unmaximize'
  | 'webContents'
>;
export type WindowStatics = Pick<
  typeof Electron.BrowserWindow,
  'fromId' | 'fromWebContents' | 'getAllWindows' | 'getFocusedWindow'
>;

export type ContentsMembers = Pick<
  Electron.WebContents,
  | 'close'
  | 'focus'
  | 'getTitle'
  | 'getURL'
  | 'id'
  | 'isDestroyed'
  | 'isFocused'
  | 'isLoading'
  | 'loadURL'
  | 'mainFrame'
  | 'openDevTools'
  | 'reload'
  | 'send'
  | 'session'
  | 'setWindowOpenHandler'
  | 'setZoomFactor'
  | 'setZoomLevel'
>;
export type ContentsStatics = Pick<
  typeof Electron.webContents,
  'fromDevToolsTargetId' | 'fromId' | 'getAllWebContents' | 'getFocusedWebContents'
>;

export type FrameMembers = Pick<
  Electron.WebFrameMain,
  | 'executeJavaScript'
  | 'isDestroyed'
  | 'origin'
  | 'parent'
  | 'processId'
  | 'routingId'
  | 'send'
  | 'top'
  | 'url'
>;

export type IpcMembers = Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>;

export type ProtocolMembers = Pick<
  Electron.Protocol,
  'handle' | 'isProtocolHandled' | 'registerSchemesAsPrivileged' | 'unhandle'
>;

export type SessionMembers = Pick<
  Electron.Session,
  | 'clearStorageData'
  | 'protocol'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setSpellCheckerEnabled'
>;

export type SessionStatics = Pick<typeof Electron.session, 'defaultSession' | 'fromPartition'>;

export type ThemeMembers = Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'themeSource'>;
export type NetMembers = Pick<Electron.Net, 'fetch' | 'isOnline' | 'online'>;
export type ShellMembers = Pick<Electron.Shell, 'beep' | 'openExternal' | 'openPath' | 'showItemInFolder'>;
export type ClipboardMembers = Pick<Electron.Clipboard, 'clear' | 'readText' | 'writeText'>;
export type DialogMembers = Pick<Electron.Dialog, 'showErrorBox' | 'showMessageBox' | 'showSaveDialog'>;
export type ScreenMembers = Pick<
  Electron.Screen,
  'getAllDisplays' | 'getCursorScreenPoint' | 'getDisplayMatching' | 'getPrimaryDisplay'
>;
export type PowerMembers = Pick<
  Electron.PowerMonitor,
  'getSystemIdleState' | 'getSystemIdleTime' | 'isOnBatteryPower'
>;
export type MenuMembers = Pick<
  Electron.Menu,
  'append' | 'closePopup' | 'getMenuItemById' | 'insert' | 'items' | 'popup'
>;
export type MenuStatics = Pick<
  typeof Electron.Menu,
  'buildFromTemplate' | 'getApplicationMenu' | 'setApplicationMenu'
>;
export type MenuItemMembers = Pick<
  Electron.MenuItem,
  'accelerator' | 'checked' | 'click' | 'enabled' | 'id' | 'label' | 'submenu' | 'type' | 'visible'
>;
export type TrayMembers = Pick<
  Electron.Tray,
  'destroy' | 'isDestroyed' | 'popUpContextMenu' | 'setContextMenu' | 'setImage' | 'setTitle' | 'setToolTip'
>;
export type NotificationMembers = Pick<Electron.Notification, 'body' | 'close' | 'show' | 'silent' | 'title'>;
export type NotificationStatics = Pick<typeof Electron.Notification, 'isSupported'>;
export type ImageMembers = Pick<
  Electron.NativeImage,
  'getSize' | 'isEmpty' | 'resize' | 'setTemplateImage' | 'toDataURL' | 'toPNG'
>;
export type ImageStatics = Pick<
  typeof Electron.nativeImage,
  'createEmpty' | 'createFromBuffer' | 'createFromDataURL' | 'createFromPath'
>;
