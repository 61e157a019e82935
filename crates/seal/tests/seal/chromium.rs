//! What Chromium's own authenticator made and signed at `http://localhost:18999`, asked for the challenge 01 02 03 by each
//! algorithm in turn.

use domain::passkey::Address;
use seal::passkey::{Asked, Made, PasskeyKey, Refusal, Signed, made, signed};

struct Sent {
    algorithm: &'static str,
    object: &'static str,
    /// What it says besides, now and then: nobody may mind.
    more: &'static str,
    data: &'static str,
    signature: &'static str,
}

const SENT: [Sent; 3] = [
    Sent {
        algorithm: "EDDSA",
        object: "a363666d74646e6f6e656761747453746d74a0686175746844617461588149960de5880e8c687434170f6476605b8fe4\
         aeb9a28632c7995cf3ba831d976345000000010102030405060708010203040506070800207925779dc4e4cab223181f\
         f8c6e7f4e9752c43a6cd9782a25019bdc7529f577ea4010103272006215820e3e3f60c29d00f6ed733acd375c797ed1a\
         8132b004f8e3a1b7ff1f533a0a8b34",
        more: r#","other_keys_can_be_added_here":"do not compare clientDataJSON against a template. See https://goo.gl/yabPex""#,
        data: "49960de5880e8c687434170f6476605b8fe4aeb9a28632c7995cf3ba831d97630500000002",
        signature: "3a9476cb12ba7ec88b7c853480d2328c4952e2c57a02333fa183673c70a6167c6c4d9a68679b4b410ec3dd19cea76266\
         2c2b75d350ed53d09b2a696ad6abf000",
    },
    Sent {
        algorithm: "ES256",
        object: "a363666d74646e6f6e656761747453746d74a068617574684461746158a449960de5880e8c687434170f6476605b8fe4\
         aeb9a28632c7995cf3ba831d976345000000010102030405060708010203040506070800203a779cc1adeaf9ea565877\
         91d12dbaa0cebae34b0f7f3adfb54d80e3972764f3a5010203262001215820093898a359961b3bc8e9108b88926cf4d7\
         4f681b64b4ea62f3366684949163ca2258204cf91a016f4c477b726e5d74d9b0d73ca6129fd8a5bfc92be917bb161e98\
         3dfe",
        more: "",
        data: "49960de5880e8c687434170f6476605b8fe4aeb9a28632c7995cf3ba831d97630500000002",
        signature: "3044022037277a762559552d0b79b21ca46441c3a3899382340e36930b6720bed48689a402205f31e0a04547f996c724\
         9b6c152a3dbaf490abf71f13ad763f4f7a44f6e9734b",
    },
    Sent {
        algorithm: "RS256",
        object: "a363666d74646e6f6e656761747453746d74a068617574684461746159016749960de5880e8c687434170f6476605b8f\
         e4aeb9a28632c7995cf3ba831d97634500000001010203040506070801020304050607080020dba9f5ba27664eb5da16\
         7e30b77e6b56d95db7deb4e0545a82e6b4092a0a9056a401030339010020590100b341872a334949758898cd69151e8c\
         67ae80fe4289e772b05fa02113598a2c92f7a3f559b4966cf2cab5356257b573603b1d7c146305e7d3b13db47a262e46\
         a1da14724a4cd9fa34f1c30007a8d61257e8159ae881ca30960465b6db66c5e1f1a51d7b68fb51554d4dfae5b86ebe9c\
         b05fc56613641b1f866d303d4ae2416bfa459a77aeca8f83fd05d811d136417d7cce047606b9018c1f015e3f2cbdc10f\
         f98743951b6b83c96c5fb81ee35c49888a1d01fe7333ce8495a1cb32ced90556db7677783b162b14dfe4f937a19c69e7\
         25c21ac3e06bd32712de912dc80f81b758dd114be575f43d751d743d9b1486c65aa9cd8dac78651ae6a65bec5829571b\
         a92143010001",
        more: "",
        data: "49960de5880e8c687434170f6476605b8fe4aeb9a28632c7995cf3ba831d97630500000002",
        signature: "612ded8a6f85936a74747bed997e272b9da3b591b74e09fd926ccb7946d4282a1d62a75a338d8365f72652d4ba79e703\
         9d0f6bca0a5709e8bafc2ec4943537029afb72e7558105b1187a855622e7a7dcbae689af50d004f927d659c06d3a87a2\
         033021dd9f81b0799f5b8a3b5f3da7ae4cbf6ed1ca122f6d3b29ecf489ca58ff74740a3c2856ac3898e01d5ae0481382\
         774fa7c703b128b5039632f7bb9d9efb5950bb6acf85554780d430fbcf19a7b64fa14821ec161d21afaa61f8a7f16265\
         e0b9c52ee3f96468011b0c875b892561e4bf7aa04bf00e81cdba5b528ad35fd0f2305d229b8a952d402e00e6c10bccd5\
         b0ed7f1b41c4007140824aa0f8c091e8",
    },
];

fn address() -> Address {
    Address::parse("http://localhost:18999").unwrap()
}

fn client_data(kind: &str, more: &str) -> Vec<u8> {
    format!(
        r#"{{"type":"webauthn.{kind}","challenge":"AQID","origin":"http://localhost:18999","crossOrigin":false{more}}}"#
    )
    .into_bytes()
}

fn asked(address: &Address) -> Asked<'_> {
    Asked {
        challenge: &[1, 2, 3],
        address,
        verified: true,
    }
}

fn taken(sent: &Sent) -> Made {
    let object = hex::decode(sent.object).unwrap();
    made(&asked(&address()), &client_data("create", ""), &object).unwrap()
}

#[test]
fn what_it_made_is_taken_and_what_it_signed_is_its() {
    for sent in &SENT {
        let passkey = taken(sent);
        assert_eq!(
            (passkey.credential.len(), passkey.count),
            (32, 1),
            "{}",
            sent.algorithm
        );
        let (data, signature) = (
            hex::decode(sent.data).unwrap(),
            hex::decode(sent.signature).unwrap(),
        );
        let client_data = client_data("get", sent.more);
        let answer = |signature| Signed {
            client_data: &client_data,
            authenticator_data: &data,
            signature,
        };
        let address = address();
        let key = PasskeyKey::read(&passkey.key).unwrap();
        assert_eq!(
            signed(&asked(&address), &key, &answer(&signature)),
            Ok(2),
            "{}",
            sent.algorithm
        );
        let mut turned = signature.clone();
        *turned.last_mut().unwrap() ^= 1;
        let refused = signed(&asked(&address), &key, &answer(&turned));
        assert_eq!(refused, Err(Refusal::Signature), "{}", sent.algorithm);
    }
}

#[test]
fn what_one_signed_is_not_anothers() {
    let address = address();
    for (sent, other) in SENT.iter().zip(SENT.iter().cycle().skip(1)) {
        let (data, signature) = (
            hex::decode(sent.data).unwrap(),
            hex::decode(sent.signature).unwrap(),
        );
        let key = PasskeyKey::read(&taken(other).key).unwrap();
        let client_data = client_data("get", sent.more);
        let answer = Signed {
            client_data: &client_data,
            authenticator_data: &data,
            signature: &signature,
        };
        assert_eq!(
            signed(&asked(&address), &key, &answer),
            Err(Refusal::Signature),
            "{}",
            sent.algorithm
        );
    }
}
