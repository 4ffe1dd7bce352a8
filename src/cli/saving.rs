//! Forms that are written: their names, the schema beside them; none over one that is there unless that is wanted.

use std::path::{Path, PathBuf};

use super::{Outcome, print_stderr};
use crate::form::{Form, print, schema};
use crate::io_error;
use crate::save::{File, Kept, Unsaved, create, create_each, save};

/// Whether a path as it was written means a folder, there or not.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', '\\'])
}

/// What is to be written.
#[derive(Default)]
pub(super) struct Writing {
    files: Vec<File>,
    /// What editors read, the same for every form of a year.
    beside: Vec<File>,
}

impl Writing {
    /// A form as text, with the schema of its year.
    pub(super) fn add_form(&mut self, form: &Form, path: PathBuf) {
        let schema_name = form.year().map(schema::file_name);
        let text = native_line_ends(&print(form, schema_name.as_deref()));
        if let (Some(year), Some(name)) = (form.year(), schema_name) {
            let schema = schema::print(form.edition, year);
            self.beside.push(File { path: path.with_file_name(name), bytes: schema.into_bytes() });
        }
        self.add(path, text.into_bytes());
    }

    /// Any other file.
    pub(super) fn add(&mut self, path: PathBuf, bytes: Vec<u8>) {
        self.files.push(File { path, bytes });
    }

    /// Whether a schema is written beside.
    pub(super) fn has_forms(&self) -> bool {
        !self.beside.is_empty()
    }

    /// The files of forms, in order.
    pub(super) fn paths(&self) -> impl ExactSizeIterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }

    /// Writes all or none, also over forms that were generated before; what a person has edited since is kept aside.
    pub(super) fn write_over(&self) -> Outcome {
        let saved = save(&self.files).and_then(|kept| {
            for Kept { path, aside } in kept {
                let (path, aside) = (path.display(), aside.display());
                print_stderr(&format!("※ 原来的{path}有人改过（或不是读入时写的），没有覆盖，改名留存为：{aside}"));
            }
            create(&[], &self.beside, true).map(|_| ())
        });
        match saved {
            Ok(()) => Outcome::Clean,
            Err(unsaved) => {
                print_stderr(&format!("写不了{}：{}。", unsaved.path.display(), io_error::reason(&unsaved.error)));
                Outcome::Failed
            }
        }
    }

    /// Writes all or none; prints why if they cannot be written.
    pub(super) fn write(&self, force: bool) -> Outcome {
        told(create(&self.files, &self.beside, force))
    }
}

/// Writes files that are each made when its turn comes, all or none; prints why if they cannot be written.
pub(super) fn write_each(paths: &[PathBuf], make: impl Fn(usize) -> Vec<u8>, force: bool) -> Outcome {
    told(create_each(paths, make, force))
}

/// Prints what was kept of files that were replaced, or why nothing was written.
fn told(written: Result<Vec<Kept>, Unsaved>) -> Outcome {
    let unsaved = match written {
        Ok(kept) => {
            for Kept { path, aside } in kept {
                print_stderr(&format!("※ 原来的{}留存为：{}", path.display(), aside.display()));
            }
            return Outcome::Clean;
        }
        Err(unsaved) => unsaved,
    };
    let path = unsaved.path.display();
    if unsaved.error.kind() == std::io::ErrorKind::AlreadyExists && unsaved.path.exists() {
        print_stderr(&format!("已有{path}，没有覆盖它。换个文件名（-o），或确实不要了再加 --force。"));
    } else {
        print_stderr(&format!("写不了{path}：{}。", io_error::reason(&unsaved.error)));
    }
    Outcome::Failed
}

/// Lines ended as the system's own editor ends them.
pub(super) fn native_line_ends(text: &str) -> String {
    if cfg!(windows) { text.replace('\n', "\r\n") } else { text.to_owned() }
}
