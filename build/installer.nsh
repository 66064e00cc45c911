; The custom scheme of the sign-in's way back. electron-builder registers none on Windows, so the installer does:
; in HKLM for everybody, in HKCU for one person (SHELL_CONTEXT follows the install mode).
;
; "--" before "%1": nothing in a link may be read as a switch of the app.

!define LINK_SCHEME "app.switchdeck"
!define LINK_KEY "Software\Classes\${LINK_SCHEME}"

!macro customInstall
  ; Of an earlier version nothing may stay that this one does not write.
  DeleteRegKey SHELL_CONTEXT "${LINK_KEY}"
  WriteRegStr SHELL_CONTEXT "${LINK_KEY}" "" "URL:Switchdeck"
  WriteRegStr SHELL_CONTEXT "${LINK_KEY}" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "${LINK_KEY}\DefaultIcon" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}",0'
  WriteRegStr SHELL_CONTEXT "${LINK_KEY}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "--" "%1"'
  ${if} $installMode == "all"
    ; A key of the same name in HKCU wins over HKLM: left behind by a per-user install, it would start the wrong copy.
    DeleteRegKey HKCU "${LINK_KEY}"
  ${endif}
  ; SHCNE_ASSOCCHANGED: open browsers and Explorer read the registration anew.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
!macroend

!macro customUnInstall
  ; During an update the old version's uninstaller runs too; links must keep working.
  ${ifNot} ${isUpdated}
    DeleteRegKey SHELL_CONTEXT "${LINK_KEY}"
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
  ${endif}
!macroend
