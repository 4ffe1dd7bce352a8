/* Holds a file open as Word does, so that nobody else may write, rename or remove it, until it is told to end. */
#include <windows.h>
#include <stdio.h>

int wmain(int count, wchar_t **words) {
    HANDLE file = count == 2 ? CreateFileW(words[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                                           FILE_ATTRIBUTE_NORMAL, NULL)
                             : INVALID_HANDLE_VALUE;
    puts(file == INVALID_HANDLE_VALUE ? "cannot" : "held");
    fflush(stdout);
    getchar();
    return file == INVALID_HANDLE_VALUE;
}
