//! What the operating system refuses, in words for staff.

use std::io::{Error, ErrorKind};

/// Why a file could not be read or written, and what to do; a clause without a full stop.
pub fn reason(error: &Error) -> String {
    // 32 and 33: another program has the file, or a part of it, open (Windows).
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return "文件正被WPS、Word等程序打开；请关闭后再试".to_owned();
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
        ErrorKind::FileTooLarge => "文件太大",
        _ => return format!("系统提示：{error}"),
    };
    words.to_owned()
}
