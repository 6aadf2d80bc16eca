"""Small files that cost much to read."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_ZEROS = bytes(1_000_000)


def pdf_of_stream(stream: bytes, filters: str = "/FlateDecode", *, shading: bytes = b"") -> bytes:
    """A PDF of one page whose contents are this encoded stream; `shading` is a program for the colours of what it calls /S."""
    painted = b"/Shading << /S 6 0 R >>" if shading else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %b >> >>" % painted,
        f"<< /Length {len(stream)} /Filter [{filters}] >>\nstream\n".encode() + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    if shading:
        objects += [
            b"<< /ShadingType 1 /ColorSpace /DeviceGray /Matrix [595 0 0 842 0 0] /Function 7 0 R >>",
            b"<< /FunctionType 4 /Domain [0 1 0 1] /Range [0 1] /Length %d >>\nstream\n%b\nendstream"
            % (len(shading), shading),
        ]
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(written)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(written)


def pdf_of_slow_colours(steps: int) -> bytes:
    """A PDF that is read at once, and for each of whose pixels so many steps are computed."""
    words = b"BT /F 12 Tf 90 90 Td (The bell was cast in 1505.) Tj ET"
    return pdf_of_stream(zlib.compress(b"/S sh " + words), shading=b"{ add " + b"1 add 1 sub " * steps + b"}")


def pdf_of_operators(count: int) -> bytes:
    """A PDF with this many letters, each shown by an operator of its own."""
    return pdf_of_stream(zlib.compress(b"BT /F 12 Tf 9 9 Td " + b"(a)Tj " * count + b"ET", 9))


def pdf_deflated_twice(megabytes: int) -> bytes:
    """A PDF whose contents are this many megabytes of zeros, deflated two times."""
    inner = zlib.compressobj(9)
    once = b"".join(inner.compress(_ZEROS) for _ in range(megabytes)) + inner.flush()
    return pdf_of_stream(zlib.compress(once, 9), "/FlateDecode /FlateDecode")


def html_of_nested_elements(depth: int) -> bytes:
    """A web page of elements in elements."""
    return b"<html><body>" + b"<div>" * depth + b"deep" + b"</div>" * depth + b"</body></html>"


def docx_of_megabytes(megabytes: int) -> bytes:
    """A Word file whose text is one word of this many megabytes."""
    head = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        member.write(head)
        for _ in range(megabytes):
            member.write(b"a" * 1_000_000)
        member.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return target.getvalue()
