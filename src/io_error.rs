//! What the operating system refuses, in words for staff.

use std::io::{Error, ErrorKind};

const OPEN_ELSEWHERE: &str = "文件正被WPS、Word等程序打开；请关闭后再试";

/// `ENFILE`, `EMFILE`; of Windows `ERROR_TOO_MANY_OPEN_FILES`.
const TOO_MANY_OPEN: &str = "打开的文件太多；请关掉一些程序再试";

/// Whether that is what Windows means: `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`, `ERROR_USER_MAPPED_FILE`.
const fn is_open_elsewhere(code: i32) -> bool {
    matches!(code, 32 | 33 | 1224)
}

/// Why a file could not be read or written, and what to do; a clause without a full stop.
pub(crate) fn reason(error: &Error) -> String {
    if cfg!(windows) && error.raw_os_error().is_some_and(is_open_elsewhere) {
        return OPEN_ELSEWHERE.to_owned();
    }
    if cfg!(windows) && error.raw_os_error() == Some(4) {
        return TOO_MANY_OPEN.to_owned();
    }
    if cfg!(unix) && error.raw_os_error().is_some_and(|code| matches!(code, 23 | 24)) {
        return TOO_MANY_OPEN.to_owned();
    }
    let words = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限，或文件正被WPS、Word等程序打开；请关闭后再试",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘已满",
        ErrorKind::AlreadyExists => "已有同名的文件，不能再建这个文件夹",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::NotADirectory => "路径中间有一段不是文件夹",
        ErrorKind::InvalidFilename => "文件名太长，或有不能用的符号",
        ErrorKind::ReadOnlyFilesystem => "所在的磁盘是只读的",
        ErrorKind::Unsupported => "这是链接、管道或设备，不是普通文件",
        ErrorKind::FileTooLarge => "文件太大",
        _ => return format!("系统提示：{error}"),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_refuses_is_told_in_words() {
        assert!(is_open_elsewhere(32) && is_open_elsewhere(33) && !is_open_elsewhere(2));
        for kind in [
            ErrorKind::PermissionDenied,
            ErrorKind::StorageFull,
            ErrorKind::IsADirectory,
            ErrorKind::NotFound,
            ErrorKind::Unsupported,
        ] {
            assert!(!reason(&kind.into()).contains("系统提示"), "{kind}");
        }
        #[cfg(unix)]
        assert_eq!(reason(&Error::from_raw_os_error(24)), TOO_MANY_OPEN);
        #[cfg(windows)]
        assert_eq!(reason(&Error::from_raw_os_error(32)), OPEN_ELSEWHERE);
    }
}
