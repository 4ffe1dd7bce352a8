//! What the page's script calls. The only unsafe code there is: memory that goes from one side to the other.
#![allow(unsafe_code)]

use std::ptr::slice_from_raw_parts_mut;

/// Makes room for a request of so many bytes.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    handed_over(vec![0; length])
}

/// Frees what [`alloc`] or [`call`] gave.
///
/// # Safety
///
/// `start` came from one of them, with that length, and is used no more.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn free(start: *mut u8, length: usize) {
    // SAFETY: as the caller promises.
    drop(unsafe { taken_back(start, length) });
}

/// Answers the request in that memory, which is freed. The answer begins with the length of the envelope that follows,
/// in four bytes, little-endian; the caller frees both.
///
/// # Safety
///
/// `start` came from [`alloc`] with that length, and is used no more.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn call(start: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: as the caller promises.
    let request = unsafe { taken_back(start, length) };
    let envelope = crate::answer(&request);
    drop(request);
    let mut answer = Vec::with_capacity(4 + envelope.len());
    // More than four bytes can count is more than the memory of WebAssembly holds.
    answer.extend_from_slice(&u32::try_from(envelope.len()).unwrap_or(u32::MAX).to_le_bytes());
    answer.extend_from_slice(&envelope);
    handed_over(answer)
}

fn handed_over(bytes: Vec<u8>) -> *mut u8 {
    Box::into_raw(bytes.into_boxed_slice()).cast()
}

/// # Safety
///
/// `start` came from [`handed_over`] with that length, and is used no more.
unsafe fn taken_back(start: *mut u8, length: usize) -> Box<[u8]> {
    // SAFETY: as the caller promises.
    unsafe { Box::from_raw(slice_from_raw_parts_mut(start, length)) }
}

#[cfg(test)]
mod tests {
    use super::{alloc, call, free};

    #[test]
    fn a_request_goes_in_and_its_answer_comes_out() {
        let request = b"\x02\0\0\0{}";
        let start = alloc(request.len());
        // SAFETY: the room is as long as the request; the answer is as long as it says.
        let answer = unsafe {
            start.copy_from_nonoverlapping(request.as_ptr(), request.len());
            let answer = call(start, request.len());
            let length = usize::try_from(u32::from_le_bytes(answer.cast::<[u8; 4]>().read())).unwrap();
            let envelope = std::slice::from_raw_parts(answer.add(4), length).to_vec();
            free(answer, 4 + length);
            envelope
        };
        assert_eq!(answer, crate::answer(request));
    }
}
